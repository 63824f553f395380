using ActiveReach.Azure.Accounts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Workspaces;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Consent;

/// <summary>The log of a workspace's suppression list on Azure Tables: one partition, whose head counts the positions and is written with what it counts. Many changes are one
/// entity, named by the position of the last of them. Nothing is ever taken out of it.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
internal sealed class SuppressionLog(TableClient table, TimeProvider time)
{
    private const string Head = "head";
    private const string BehindChanges = "d";
    private const int HashBytes = 32;
    private const int ChangeBytes = HashBytes + 2;
    private const int MostOfEntity = TableLimits.MostPropertyBytes / ChangeBytes;
    private const int MostOfGroup = 32 * MostOfEntity;

    /// <summary>When this comes back, whoever reads afterwards finds them.</summary>
    public async Task AddAsync(WorkspaceId workspace, IReadOnlyList<(AddressHash Address, Channel Channel, bool IsListed)> changes)
    {
        foreach (var some in changes.Chunk(MostOfGroup))
            await AddOnceAsync(workspace.Value, some);
    }

    public async Task<IReadOnlyList<SuppressionChange>> ReadAsync(WorkspaceId workspace, long after, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (changes, partition, first) = (new List<SuppressionChange>(), workspace.Value, Row(after));
        await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first} and RowKey lt {BehindChanges}"), cancellationToken: cancellation))
        {
            changes.AddRange(Read(entity).Where(change => change.Position > after));
            if (changes.Count >= limit)
                break;
        }

        return changes.Count > limit ? changes[..limit] : changes;
    }

    private async Task AddOnceAsync(string partition, (AddressHash Address, Channel Channel, bool IsListed)[] changes)
    {
        var write = Guid.NewGuid().ToString("N");
        for (var tries = new TableTries(time); ;)
        {
            var head = await new TableEntry(table, partition, Head, time).FindAsync(CancellationToken.None);
            if (head?.GetString("write") == write)
                return;
            var last = head?.Long("last") ?? 0;
            var group = new EntityGroup(table, partition);
            var after = EntityFields.New(partition, Head).With("last", last + changes.Length).With("write", write);
            if (head is null)
                group.Add(after);
            else
                group.Replace(after, head.ETag);
            foreach (var some in changes.Chunk(MostOfEntity))
            {
                last += some.Length;
                group.Add(EntityFields.New(partition, Row(last)).With("first", last - some.Length + 1).With("changes", some.SelectMany(Bytes).ToArray()));
            }

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
    }

    private static byte[] Bytes((AddressHash Address, Channel Channel, bool IsListed) change) => [.. change.Address.ToBytes(), Convert.ToByte(change.Channel.ToStored()), Convert.ToByte(change.IsListed)];

    private static IEnumerable<SuppressionChange> Read(TableEntity entity)
    {
        var (first, bytes) = (entity.Long("first"), entity.GetBinary("changes"));
        for (var at = 0; at < bytes.Length; at += ChangeBytes)
        {
            yield return AddressHash.TryParse(Convert.ToHexStringLower(bytes, at, HashBytes), out var address)
                ? new SuppressionChange(first + (at / ChangeBytes), address, StoredChannel.From(bytes[at + HashBytes]), bytes[at + HashBytes + 1] != 0)
                : throw new FormatException($"'{entity.RowKey}' of the log of '{entity.PartitionKey}' has no hash at {at}.");
        }
    }

    private static string Row(long position) => FormattableString.Invariant($"c{position:x16}");
}
