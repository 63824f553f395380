using System.Collections.Concurrent;
using ActiveReach.Azure.Accounts;
using ActiveReach.Entries;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Entries;

/// <summary>Entries on Azure Tables: eight partitions a campaign, in which those that wait lie in order of their hour.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
public sealed class TableEntries(TablesAccount account, TimeProvider time) : IEntries
{
    private const int FoundAtOnce = 100;

    private readonly EntryWrites writes = new(account.Entries, time);
    private readonly ConcurrentDictionary<(WorkspaceId, CampaignId), bool> noted = [];

    public async Task<IReadOnlyList<bool>> AddAsync(WorkspaceId workspace, CampaignId campaign, IReadOnlyList<NewEntry> entries, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!noted.ContainsKey((workspace, campaign)))
        {
            var (partition, row) = (EntryKeys.Campaigns(workspace), campaign.Value);
            await new TableEntry(account.Entries, partition, row, time).ChangeAsync(found => (found is null ? EntityFields.New(partition, row) : null, true), CancellationToken.None);
            noted[(workspace, campaign)] = true;
        }

        var added = new HashSet<EntryKey>(await writes.AddAsync(campaign, entries));
        return [.. entries.Select(entry => added.Remove(entry.Key))];
    }

    public async Task<IReadOnlyList<Entry>> DueAsync(CampaignId campaign, DateTimeOffset until, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var range = EntryKeys.Due(until);
        var parts = await Task.WhenAll(Enumerable.Range(0, EntryKeys.Partitions).Select(number => LinesAsync(EntryKeys.Partition(campaign, number), range, EntryEntity.Line, limit, cancellation)));
        return [.. parts.SelectMany(part => part).OrderBy(entity => entity.RowKey, StringComparer.Ordinal).Take(limit).Select(EntryEntity.Read)];
    }

    public async Task<DateTimeOffset?> NextDueAsync(CampaignId campaign, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var first = await Task.WhenAll(Enumerable.Range(0, EntryKeys.Partitions)
            .Select(number => LinesAsync(EntryKeys.Partition(campaign, number), EntryKeys.AllWaiting, EntryEntity.Line, 1, cancellation)));
        return first.SelectMany(part => part).Select(entity => (DateTimeOffset?)EntryEntity.Read(entity).DueAt).Min();
    }

    public async Task<IReadOnlyList<bool>> TakeAsync(CampaignId campaign, IReadOnlyList<EntryKey> keys, RunId run, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var taken = new ConcurrentDictionary<EntryKey, bool>();
        await writes.ChangeAsync(campaign, keys, entry =>
        {
            taken[entry.Key] = entry.State is EntryState.Waiting || entry.Run == run;
            return entry.State is EntryState.Waiting ? entry with { State = EntryState.Taken, Run = run } : null;
        });
        return [.. keys.Select(key => taken.GetValueOrDefault(key))];
    }

    public async Task<int> CancelAsync(CampaignId campaign, IReadOnlyList<EntryKey> keys, string reason, RunId? of = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return (await writes.ChangeAsync(campaign, keys, entry => entry.State is EntryState.Waiting || (of is not null && entry.Run == of) ? Cancelled(entry, reason) : null)).Count;
    }

    public async Task<IReadOnlyList<Entry>> OfAsync(CampaignId campaign, ContactId contact, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return [.. (await LinesAsync(EntryKeys.Partition(campaign, contact), EntryKeys.AllOf(contact), EntryEntity.Standing, int.MaxValue, cancellation)).Select(EntryEntity.Read)];
    }

    public async Task<IReadOnlyList<Entry>> FindAsync(CampaignId campaign, IReadOnlyList<EntryKey> keys, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = new List<Entry>(keys.Count);
        foreach (var some in keys.Chunk(FoundAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(key =>
                account.Entries.GetEntityIfExistsAsync<TableEntity>(EntryKeys.Partition(campaign, key.Contact), EntryKeys.Entry(key), cancellationToken: cancellation)));
            found.AddRange(answers.Where(each => each.HasValue).Select(each => EntryEntity.Read(each.Value!)));
        }

        return found;
    }

    public async Task<EntryCounts> CountAsync(CampaignId campaign, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return new EntryCounts(await CountAsync(campaign, EntryKeys.AllWaiting, cancellation), await CountAsync(campaign, EntryKeys.AllCancelled, cancellation));
    }

    public async Task<int> RemoveOldAsync(CampaignId campaign, DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var ranges = new[] { EntryKeys.Before(EntryState.Taken, before), EntryKeys.Before(EntryState.Cancelled, before) };
        var found = await Task.WhenAll(
            from number in Enumerable.Range(0, EntryKeys.Partitions)
            from range in ranges
            select LinesAsync(EntryKeys.Partition(campaign, number), range, EntryEntity.Line, limit, cancellation));
        var old = found.SelectMany(lines => lines).Select(EntryEntity.Read).OrderBy(entry => entry.DueAt).Take(limit).Select(entry => entry.Key).ToList();
        await writes.RemoveAsync(campaign, old);
        return old.Count;
    }

    public async Task EraseAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var named in await LinesAsync(EntryKeys.Campaigns(workspace), ("", "~"), ["RowKey"], int.MaxValue, cancellation))
        {
            var campaign = new CampaignId(named.RowKey);
            var keys = await LinesAsync(EntryKeys.Partition(campaign, contact), EntryKeys.AllOf(contact), EntryEntity.Line, int.MaxValue, cancellation);
            await writes.ChangeAsync(campaign, keys.Select(entity => EntryEntity.Read(entity).Key), entry => entry.Content is null ? null : entry with { Content = null });
        }
    }

    private async Task<long> CountAsync(CampaignId campaign, (string Begin, string End) range, CancellationToken cancellation)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, EntryKeys.Partitions)
            .Select(number => LinesAsync(EntryKeys.Partition(campaign, number), range, ["RowKey"], IEntries.MostCounted, cancellation)));
        return Math.Min(IEntries.MostCounted, parts.Sum(part => (long)part.Count));
    }

    private async Task<IReadOnlyList<TableEntity>> LinesAsync(string partition, (string Begin, string End) range, string[] select, int limit, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {range.Begin} and RowKey le {range.End}");
        var found = new List<TableEntity>();
        await foreach (var entity in account.Entries.QueryAsync<TableEntity>(filter, Math.Min(limit, TableLimits.MostAPage), select, cancellation))
        {
            found.Add(entity);
            if (found.Count == limit)
                break;
        }

        return found;
    }

    private static Entry Cancelled(Entry entry, string reason) => entry with { State = EntryState.Cancelled, Reason = reason, Run = null };
}
