using ActiveReach.Azure.Accounts;
using ActiveReach.Entries;
using ActiveReach.Ids;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Entries;

/// <summary>Writes entries, those of a partition in as few groups as they fit in. What has changed since it was read is read and decided again.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
internal sealed class EntryWrites(TableClient table, TimeProvider time)
{
    /// <summary>Each is three entities at most: itself, its line, and the one that it had.</summary>
    private const int MostAtOnce = TableLimits.MostEntities / 3;

    private const int MostGroupBytes = TableLimits.MostGroupBytes * 3 / 4;

    /// <returns>The keys of those that are new.</returns>
    public async Task<IReadOnlyCollection<EntryKey>> AddAsync(CampaignId campaign, IReadOnlyCollection<NewEntry> entries)
    {
        var parts = entries.GroupBy(entry => EntryKeys.Partition(campaign, entry.Key.Contact)).SelectMany(partition => partition.Chunk(MostAtOnce).Select(part => AddPartAsync(partition.Key, part)));
        return [.. (await Task.WhenAll(parts)).SelectMany(keys => keys)];
    }

    /// <param name="decide">What becomes of an entry; null for nothing. Asked again after a conflict.</param>
    /// <returns>Those that were changed, as they are now.</returns>
    public async Task<IReadOnlyList<Entry>> ChangeAsync(CampaignId campaign, IEnumerable<EntryKey> keys, Func<Entry, Entry?> decide)
    {
        var parts = keys.Distinct().GroupBy(key => EntryKeys.Partition(campaign, key.Contact)).SelectMany(partition => partition.Chunk(MostAtOnce).Select(part => ChangePartAsync(partition.Key, part, decide)));
        return [.. (await Task.WhenAll(parts)).SelectMany(changed => changed)];
    }

    /// <summary>Removes those that are over; one that somebody else removes meanwhile is removed as well.</summary>
    public async Task RemoveAsync(CampaignId campaign, IEnumerable<EntryKey> keys)
    {
        var parts = keys.GroupBy(key => EntryKeys.Partition(campaign, key.Contact)).SelectMany(partition => partition.Chunk(MostAtOnce).Select(part => RemovePartAsync(partition.Key, part)));
        await Task.WhenAll(parts);
    }

    private async Task RemovePartAsync(string partition, EntryKey[] part)
    {
        for (var tries = new TableTries(time); ;)
        {
            var over = (await ReadAsync(partition, part)).Select(entity => (entity.ETag, Entry: EntryEntity.Read(entity))).Where(each => each.Entry.State is not EntryState.Waiting).ToList();
            if (over.Count == 0)
                return;
            try
            {
                var group = new EntityGroup(table, partition);
                foreach (var (etag, entry) in over)
                {
                    group.Delete(EntryKeys.Entry(entry.Key), etag);
                    group.Delete(EntryKeys.Line(entry), ETag.All);
                }

                await group.SubmitAsync();
                return;
            }
            catch (Exception error) when (tries.MayRepeat(error))
            {
                await tries.PauseAsync();
            }
        }
    }

    private async Task<IReadOnlyCollection<EntryKey>> AddPartAsync(string partition, NewEntry[] part)
    {
        var write = Guid.NewGuid().ToString("N");
        var added = new HashSet<EntryKey>();
        var left = part.DistinctBy(entry => entry.Key).ToList();
        for (var tries = new TableTries(time); left.Count > 0;)
        {
            try
            {
                var group = new EntityGroup(table, partition);
                var some = left.Take(1).Concat(left.Skip(1).TakeWhile(Fits())).ToList();
                foreach (var entry in some.Select(each => new Entry(each.Key, each.DueAt, EntryState.Waiting, each.Content)))
                {
                    group.Add(EntryEntity.Of(partition, entry, write));
                    group.Put(EntryEntity.LineOf(partition, entry));
                }

                await group.SubmitAsync();
                added.UnionWith(some.Select(entry => entry.Key));
                left.RemoveRange(0, some.Count);
            }
            catch (Exception error) when (tries.MayRepeat(error))
            {
                // Those that are there are left out; of a write whose answer was lost they are our own.
                foreach (var there in await ReadAsync(partition, left.Select(entry => entry.Key)))
                {
                    var key = EntryEntity.Read(there).Key;
                    left.RemoveAll(entry => entry.Key == key);
                    if (there.IsWrittenBy(write))
                        added.Add(key);
                }

                await tries.PauseAsync();
            }
        }

        return added;

        static Func<NewEntry, bool> Fits()
        {
            var bytes = 0;
            return entry => (bytes += NewEntry.LargestBytes / 8 + ((entry.Content?.Length ?? 0) * sizeof(char))) < MostGroupBytes;
        }
    }

    private async Task<IReadOnlyList<Entry>> ChangePartAsync(string partition, EntryKey[] part, Func<Entry, Entry?> decide)
    {
        var write = Guid.NewGuid().ToString("N");
        var changed = new List<Entry>();
        IEnumerable<EntryKey> left = part;
        for (var tries = new TableTries(time); ;)
        {
            var entities = await ReadAsync(partition, left);
            changed.AddRange(entities.Where(entity => entity.IsWrittenBy(write)).Select(EntryEntity.Read));
            var changes = entities.Where(entity => !entity.IsWrittenBy(write)).Select(entity => (Entity: entity, Before: EntryEntity.Read(entity)))
                .Select(each => (each.Entity, each.Before, After: decide(each.Before))).Where(each => each.After is not null).ToList();
            if (changes.Count == 0)
                return changed;
            try
            {
                var group = new EntityGroup(table, partition);
                foreach (var (entity, before, after) in changes)
                {
                    group.Replace(EntryEntity.Of(partition, after!, write), entity.ETag);
                    if (before.State == after!.State)
                        continue;
                    group.Delete(EntryKeys.Line(before), ETag.All);
                    group.Put(EntryEntity.LineOf(partition, after));
                }

                await group.SubmitAsync();
                return [.. changed, .. changes.Select(each => each.After!)];
            }
            catch (Exception error) when (tries.MayRepeat(error))
            {
                left = changes.Select(each => each.Before.Key).ToList();
                await tries.PauseAsync();
            }
        }
    }

    private async Task<IReadOnlyList<TableEntity>> ReadAsync(string partition, IEnumerable<EntryKey> keys)
    {
        var found = await Task.WhenAll(keys.Select(key => table.GetEntityIfExistsAsync<TableEntity>(partition, EntryKeys.Entry(key))));
        return [.. found.Where(each => each.HasValue).Select(each => each.Value!)];
    }
}
