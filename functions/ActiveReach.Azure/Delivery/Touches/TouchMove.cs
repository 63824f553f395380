using ActiveReach.Azure.Accounts;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Touches;

/// <summary>Notes for one contact what was noted for another, which it has taken over. Again changes nothing.</summary>
internal sealed class TouchMove(TableClient table, TouchWrites writes)
{
    /// <param name="repeat">Until nobody else was faster.</param>
    public async Task MoveAsync(TouchOwner gone, TouchOwner survivor, Func<Func<bool, TableTries, Task<bool>>, Task> repeat)
    {
        var (partition, head, end) = (gone.Partition, gone.Head, gone.End);
        var some = new List<TableEntity>();
        await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {head} and RowKey lt {end}")))
        {
            some.Add(entity);
            if (some.Count == TableLimits.MostEntities)
            {
                await AddAsync(some);
                some.Clear();
            }
        }

        if (some.Count > 0)
            await AddAsync(some);
        await repeat(async (apart, tries) =>
        {
            var round = await CapRound.ReadAsync(table, [gone, survivor], CancellationToken.None);
            foreach (var place in round[gone].All.Where(place => round[survivor].Find(place.Message) is null))
                round[survivor].Put(0, place);
            var after = round[survivor];
            return (await writes.SubmitAsync([new OwnerWrite(survivor, after.Write(_ => true), after.ETag, [])], apart, tries)).Count == 0;
        });

        Task AddAsync(List<TableEntity> noted) => repeat(async (apart, tries) =>
            (await writes.SubmitAsync([new OwnerWrite(survivor, null, null, [.. noted.Select(each => Renamed(each, survivor))])], apart, tries)).Count == 0);
    }

    private static TableEntity Renamed(TableEntity noted, TouchOwner owner) =>
        EntityFields.New(owner.Partition, owner.Head + noted.RowKey[owner.Head.Length..]).With(NamedTouch.Sender, noted.GetString(NamedTouch.Sender));
}
