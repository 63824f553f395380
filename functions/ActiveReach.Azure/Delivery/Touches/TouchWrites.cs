using ActiveReach.Azure.Accounts;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Touches;

/// <summary>What is written for one owner: its messages, and its places as they were read and are to be.</summary>
/// <param name="Head">Null where no place changes.</param>
internal sealed record OwnerWrite(TouchOwner Owner, TableEntity? Head, ETag? ETag, IReadOnlyList<TableEntity> Messages)
{
    public int Count => Messages.Count + (Head is null ? 0 : 1);

    public int Bytes => Head is null ? 0 : TableLimits.Check(Head);
}

/// <summary>Writes of many owners, as few groups as they can be: those of one partition together.</summary>
internal sealed class TouchWrites(TableClient table)
{
    /// <summary>Of heads, which may be large; messages are small.</summary>
    private const int MostHeadBytes = 3 * 1024 * 1024;

    /// <param name="apart">Each owner by itself: somebody else writes some of them.</param>
    /// <returns>Those that were not written, or of which nobody knows.</returns>
    public async Task<IReadOnlyList<TouchOwner>> SubmitAsync(IEnumerable<OwnerWrite> writes, bool apart, TableTries tries)
    {
        var groups = writes.Where(write => write.Count > 0).GroupBy(write => write.Owner.Partition).SelectMany(some => apart ? some.Select(one => new List<OwnerWrite> { one }) : Packed(some));
        var refused = await Task.WhenAll(groups.Select(async some =>
        {
            var group = new EntityGroup(table, some[0].Owner.Partition);
            some.ForEach(write => Add(group, write));
            try
            {
                await group.SubmitAsync();
                return [];
            }
            catch (Exception error) when (tries.MayRepeat(error))
            {
                return some;
            }
        }));
        return [.. refused.SelectMany(some => some).Select(write => write.Owner)];
    }

    private static void Add(EntityGroup group, OwnerWrite write)
    {
        if (write is { Head: { } head, ETag: { } etag })
            group.Replace(head, etag);
        else if (write.Head is not null)
            group.Add(write.Head);
        foreach (var message in write.Messages)
            group.Put(message);
    }

    private static IEnumerable<List<OwnerWrite>> Packed(IEnumerable<OwnerWrite> writes)
    {
        var (some, count, bytes) = (new List<OwnerWrite>(), 0, 0);
        foreach (var write in writes)
        {
            if (some.Count > 0 && (count + write.Count > TableLimits.MostEntities || bytes + write.Bytes > MostHeadBytes))
            {
                yield return some;
                (some, count, bytes) = ([], 0, 0);
            }

            some.Add(write);
            count += write.Count;
            bytes += write.Bytes;
        }

        if (some.Count > 0)
            yield return some;
    }
}
