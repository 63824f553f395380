using ActiveReach.Azure.Accounts;
using ActiveReach.Inbox;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Engagement;

/// <summary>Puts events into the inbox, each with what it is known by: whoever finds that there leaves the event out.</summary>
internal sealed class InboxAdding(TableClient table, InboxIds ids, TimeProvider time)
{
    /// <summary>Two entities each.</summary>
    private const int MostOfGroup = TableLimits.MostEntities / 2;

    /// <summary>Of what came in; room is left for the rest of the entities.</summary>
    private const int MostBytes = TableLimits.MostGroupBytes / 2;

    /// <returns>The ids of those that were not waiting already, in their order.</returns>
    public async Task<IReadOnlyList<long>> AddAsync(IReadOnlyList<InboxEvent> events)
    {
        var (seen, write) = (new HashSet<string>(StringComparer.Ordinal), Guid.NewGuid().ToString("N"));
        var fresh = events.Select(received => new WaitingEvent(0, received, received.ReceivedAt) { Write = write }).Where(each => each.Known is not { } known || seen.Add(known))
            .Select(each => each with { Id = ids.Next(InboxKeys.NumberOf(each.Known)) });
        var added = await Task.WhenAll(fresh.ToLookup(each => InboxKeys.PartitionOf(each.Id)).SelectMany(Packed).Select(AddAsync));
        return [.. added.SelectMany(some => some).Order()];
    }

    /// <param name="some">Of one partition.</param>
    private async Task<IEnumerable<long>> AddAsync(List<WaitingEvent> some)
    {
        for (var tries = new TableTries(time); some.Count > 0;)
        {
            try
            {
                await GroupOf(some).SubmitAsync();
                break;
            }
            catch (Exception error) when (tries.MayRepeat(error))
            {
                await tries.PauseAsync();
                if (await IsOursAsync(some[0]))
                    break;
                var known = await Task.WhenAll(some.Select(IsKnownAsync));
                some = [.. some.Where((_, index) => !known[index]).Select(each => each with { Id = ids.Next(InboxKeys.NumberOf(each.Id)) })];
            }
        }

        return some.Select(each => each.Id);
    }

    private EntityGroup GroupOf(List<WaitingEvent> some)
    {
        var partition = InboxKeys.PartitionOf(some[0].Id);
        var group = new EntityGroup(table, partition);
        foreach (var each in some)
        {
            group.Add(each.ToEntity());
            if (each.Known is { } known)
                group.Add(EntityFields.New(partition, known).With("id", each.Id));
        }

        return group;
    }

    /// <summary>A group is there as a whole or not at all.</summary>
    private async Task<bool> IsOursAsync(WaitingEvent first) => await FindAsync(first, first.Row) is { } found && WaitingEvent.Read(found).Write == first.Write;

    private async Task<bool> IsKnownAsync(WaitingEvent each) => each.Known is { } known && await FindAsync(each, known) is not null;

    private Task<TableEntity?> FindAsync(WaitingEvent each, string row) => new TableEntry(table, InboxKeys.PartitionOf(each.Id), row, time).FindAsync(CancellationToken.None);

    private static IEnumerable<List<WaitingEvent>> Packed(IEnumerable<WaitingEvent> events)
    {
        var (some, bytes) = (new List<WaitingEvent>(), 0);
        foreach (var each in events)
        {
            if (some.Count == MostOfGroup || (some.Count > 0 && bytes + each.Event.Payload.Length > MostBytes))
            {
                yield return some;
                (some, bytes) = ([], 0);
            }

            some.Add(each);
            bytes += each.Event.Payload.Length;
        }

        if (some.Count > 0)
            yield return some;
    }
}
