using ActiveReach.Azure.Accounts;
using ActiveReach.Entries.Members;
using ActiveReach.Ids;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Entries;

/// <summary>Members of what campaigns watch, on Azure Tables, beside the entries of the same contacts.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
public sealed class TableMembers(TablesAccount account, TimeProvider time) : IMembers
{
    private const int FoundAtOnce = 100;

    public async Task<IReadOnlyList<Member>> FindAsync(CampaignId campaign, IReadOnlyList<ContactId> contacts, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = new List<Member>(contacts.Count);
        foreach (var some in contacts.Chunk(FoundAtOnce))
            found.AddRange((await Task.WhenAll(some.Select(contact => ReadAsync(EntryKeys.Partition(campaign, contact), contact)))).OfType<TableEntity>().Select(Read));
        return found;
    }

    public async Task<IReadOnlyList<Member>> NextAsync(CampaignId campaign, ContactId after, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var parts = await Task.WhenAll(Enumerable.Range(0, EntryKeys.Partitions).Select(number => NextAsync(EntryKeys.Partition(campaign, number), after, limit, cancellation)));
        return [.. parts.SelectMany(part => part).OrderBy(member => member.Contact).Take(limit)];
    }

    public async Task<IReadOnlyList<bool>> MoveAsync(CampaignId campaign, IReadOnlyList<MemberMove> moves, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var parts = moves.GroupBy(move => EntryKeys.Partition(campaign, move.From.Contact))
            .SelectMany(partition => partition.Chunk(TableLimits.MostEntities).Select(part => MovePartAsync(partition.Key, part)));
        var moved = (await Task.WhenAll(parts)).SelectMany(contacts => contacts).ToHashSet();
        return [.. moves.Select(move => moved.Contains(move.From.Contact))];
    }

    /// <returns>Those who stand as they were to.</returns>
    private async Task<IReadOnlyCollection<ContactId>> MovePartAsync(string partition, MemberMove[] part)
    {
        // Somebody unknown needs no look: whoever is there already refuses to be added.
        var stored = new Dictionary<ContactId, TableEntity?>();
        await LookAtAsync(part.Where(move => move.From != Member.Unknown(move.From.Contact)));
        for (var tries = new TableTries(time); ;)
        {
            var moves = part.Where(move => Of(move.From.Contact) == move.From).ToList();
            if (moves.Count == 0)
                return Arrived();
            try
            {
                var group = new EntityGroup(account.Entries, partition);
                foreach (var move in moves)
                {
                    if (stored.GetValueOrDefault(move.From.Contact) is { } entity)
                        group.Replace(Write(partition, move.To), entity.ETag);
                    else
                        group.Add(Write(partition, move.To));
                }

                await group.SubmitAsync();
                return [.. Arrived(), .. moves.Select(move => move.To.Contact)];
            }
            catch (Exception error) when (tries.MayRepeat(error))
            {
                await tries.PauseAsync();
                await LookAtAsync(part);
            }
        }

        Member Of(ContactId contact) => stored.GetValueOrDefault(contact) is { } entity ? Read(entity) : Member.Unknown(contact);

        IReadOnlyCollection<ContactId> Arrived() => [.. part.Where(move => Of(move.To.Contact) == move.To).Select(move => move.To.Contact)];

        async Task LookAtAsync(IEnumerable<MemberMove> some)
        {
            foreach (var each in await Task.WhenAll(some.Select(async move => (move.From.Contact, Entity: await ReadAsync(partition, move.From.Contact)))))
                stored[each.Contact] = each.Entity;
        }
    }

    private async Task<List<Member>> NextAsync(string partition, ContactId after, int limit, CancellationToken cancellation)
    {
        var (begin, end) = EntryKeys.MembersAfter(after);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {begin} and RowKey le {end} and state ne {(int)MemberState.Outside}");
        var found = new List<Member>();
        await foreach (var entity in account.Entries.QueryAsync<TableEntity>(filter, Math.Min(limit, TableLimits.MostAPage), cancellationToken: cancellation))
        {
            found.Add(Read(entity));
            if (found.Count == limit)
                break;
        }

        return found;
    }

    private async Task<TableEntity?> ReadAsync(string partition, ContactId contact) =>
        await account.Entries.GetEntityIfExistsAsync<TableEntity>(partition, EntryKeys.Member(contact)) is { HasValue: true, Value: { } entity } ? entity : null;

    private static TableEntity Write(string partition, Member member) => EntityFields.New(partition, EntryKeys.Member(member.Contact))
        .With("contact", member.Contact.Value).With("visit", member.Visit).With("state", (int)member.State).With("at", member.At.UtcTicks);

    private static Member Read(TableEntity entity) => new(
        new ContactId(entity.Long("contact")), entity.Number("visit"), (MemberState)entity.Number("state"), new DateTimeOffset(entity.Long("at"), TimeSpan.Zero));
}
