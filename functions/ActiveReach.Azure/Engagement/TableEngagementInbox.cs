using System.Text;
using ActiveReach.Azure.Accounts;
using ActiveReach.Documents;
using ActiveReach.Inbox;
using ActiveReach.Inbox.Parked;
using ActiveReach.Workspaces;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Engagement;

/// <summary>The inbox of events on Azure Tables: those that wait, those that are parked, and what each is known by, in groups of one partition.</summary>
/// <param name="documents">Where audit entries go.</param>
/// <param name="time">Of the system: ids, and pauses between tries.</param>
public sealed class TableEngagementInbox(TablesAccount account, IDocuments documents, TimeProvider time) : IEngagementInbox
{
    /// <summary>Three entities each at most.</summary>
    private const int MostOfGroup = TableLimits.MostEntities / 3;

    private const int MostOfPage = 1_000;

    private const string Waiting = "w";
    private const string BehindWaiting = "x";
    private const string Parked = "p";
    private const string BehindParked = "q";

    private readonly InboxAdding adding = new(account.Inbox, new InboxIds(time), time);

    public async Task<IReadOnlyList<long>> AddAsync(IReadOnlyList<InboxEvent> events, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await adding.AddAsync(events);
    }

    public async Task<IReadOnlyList<InboxEntry>> ReadAsync(IReadOnlyList<long> ids, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = await Task.WhenAll(ids.Select(id => FindAsync(id, InboxKeys.Waiting(id), cancellation)));
        return [.. found.OfType<WaitingEvent>().Select(each => each.ToEntry())];
    }

    public Task RemoveAsync(IReadOnlyList<long> ids, CancellationToken cancellation = default) => ChangeAsync(ids, (group, each) =>
    {
        group.Delete(each.Row, each.ETag);
        if (each.Known is { } known)
            group.Delete(known, ETag.All);
    }, cancellation);

    public Task PostponeAsync(IReadOnlyList<long> ids, DateTimeOffset until, string waitsFor, CancellationToken cancellation = default) =>
        ChangeAsync(ids, (group, each) => Put(group, each, each with { Attempts = each.Attempts + 1, Due = until, WaitsFor = waitsFor }), cancellation);

    public Task ParkAsync(IReadOnlyList<long> ids, string reason, CancellationToken cancellation = default) =>
        ChangeAsync(ids, (group, each) => Put(group, each, each with { WaitsFor = reason, IsParked = true }), cancellation);

    public async Task<IReadOnlyList<long>> LeftOverAsync(DateTimeOffset receivedBefore, DateTimeOffset now, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = await Task.WhenAll(InboxKeys.All.Select(partition => ListAsync(TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {Waiting} and RowKey lt {BehindWaiting} and received lt {receivedBefore} and due lt {now}"), limit, entity => entity.Long("id"), ["id"], cancellation)));
        return [.. found.SelectMany(some => some).Order().Take(limit)];
    }

    public async Task<IReadOnlyList<InboxEntry>> MentioningAsync(IReadOnlyList<string> words, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (words.Count == 0)
            return [];
        var found = await Task.WhenAll(InboxKeys.All.Select(partition => ListAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {Parked} and RowKey lt {BehindWaiting}"), int.MaxValue, WaitingEvent.Read, null, cancellation)));
        return [.. found.SelectMany(some => some).Where(each => Mentions(Encoding.UTF8.GetString(each.Event.Payload.Span), words)).Select(each => each.ToEntry())];
    }

    public async Task<IReadOnlyList<ParkedEvent>> ParkedAsync(int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var filters = InboxKeys.All.SelectMany(partition => new[]
        {
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {Parked} and RowKey lt {BehindParked}"),
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {Waiting} and RowKey lt {BehindWaiting} and shown eq {true}"),
        });
        var found = await Task.WhenAll(filters.Select(filter => ListAsync(filter, limit, WaitingEvent.Read, null, cancellation)));
        return [.. found.SelectMany(some => some).OrderByDescending(each => each.Id).Take(limit).Select(each => each.ToParked())];
    }

    public async Task<bool> RetryAsync(long id, DateTimeOffset now, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (await FindAsync(id, cancellation) is not { WaitsFor: not null })
            return false;

        // Before the change: it may be told twice, and no change is made untold.
        if (audit is not null)
            await documents.CommitAsync(audit.Workspace.Partition, [.. AuditTrail.Tell(audit)], CancellationToken.None);
        await ChangeAsync([id], (group, each) => Put(group, each, each with { Due = now, IsParked = false }), CancellationToken.None);
        return true;
    }

    /// <summary>JSON may write any sign as an escape, so whatever has one is given too.</summary>
    private static bool Mentions(string payload, IReadOnlyList<string> words) =>
        payload.Contains("\\u", StringComparison.Ordinal) || words.Any(word => payload.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static void Put(EntityGroup group, WaitingEvent before, WaitingEvent after)
    {
        if (after.Row == before.Row)
        {
            group.Replace(after.ToEntity(), before.ETag);
            return;
        }

        group.Delete(before.Row, before.ETag);
        group.Add(after.ToEntity());
    }

    /// <param name="change">Says what is to become of one; those that are not there are passed over.</param>
    private async Task ChangeAsync(IReadOnlyList<long> ids, Action<EntityGroup, WaitingEvent> change, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var write = Guid.NewGuid().ToString("N");
        await Task.WhenAll(ids.Distinct().GroupBy(InboxKeys.PartitionOf).SelectMany(partition => partition.Chunk(MostOfGroup).Select(async some =>
        {
            for (var tries = new TableTries(time); ;)
            {
                // What carries the mark was written by a try whose answer got lost.
                var left = (await Task.WhenAll(some.Select(id => FindAsync(id, CancellationToken.None)))).OfType<WaitingEvent>().Where(each => each.Write != write).ToList();
                if (left.Count == 0)
                    return;
                var group = new EntityGroup(account.Inbox, partition.Key);
                left.ForEach(each => change(group, each with { Write = write }));
                try
                {
                    await group.SubmitAsync();
                    return;
                }
                catch (Exception error) when (tries.MayRepeat(error))
                {
                    await tries.PauseAsync();
                }
            }
        })));
    }

    /// <summary>Whether it waits or is parked.</summary>
    private async Task<WaitingEvent?> FindAsync(long id, CancellationToken cancellation) =>
        await FindAsync(id, InboxKeys.Waiting(id), cancellation) ?? await FindAsync(id, InboxKeys.Parked(id), cancellation);

    private async Task<WaitingEvent?> FindAsync(long id, string row, CancellationToken cancellation) =>
        await new TableEntry(account.Inbox, InboxKeys.PartitionOf(id), row, time).FindAsync(cancellation) is { } entity ? WaitingEvent.Read(entity) : null;

    private async Task<List<T>> ListAsync<T>(string filter, int limit, Func<TableEntity, T> read, IEnumerable<string>? select, CancellationToken cancellation)
    {
        var found = new List<T>();
        await foreach (var entity in account.Inbox.QueryAsync<TableEntity>(filter, Math.Min(limit, MostOfPage), select, cancellation))
        {
            found.Add(read(entity));
            if (found.Count == limit)
                break;
        }

        return found;
    }
}
