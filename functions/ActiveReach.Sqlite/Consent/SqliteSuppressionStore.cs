using System.Buffers.Binary;
using System.Security.Cryptography;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Lists;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>The suppression list on SQLite. Contacts are marked in the same write where their address is known, else after it: whoever comes in between looks at the list by
/// themselves.</summary>
public sealed class SqliteSuppressionStore(Database database) : ISuppressionStore
{
    private const int EntriesAtOnce = 10_000;

    public Task<Page<Suppression>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default)
    {
        var after = PageCursor.Read(query.Cursor, 2);
        var afterChannel = after is null ? 0 : PageCursor.Number(query.Cursor, after[1]);
        var afterHash = after is not null && AddressHash.TryParse(after[0], out var hash) ? hash.ToBytes() : [];
        return database.ReadAsync(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key)
                return new Page<Suppression>([], null, 0);
            return session
                .Prepare("SELECT hash, channel, reason, at FROM suppressions WHERE workspace = ?1 AND (hash, channel) > (?2, ?3) ORDER BY hash, channel LIMIT ?4")
                .Bind(1, key.Key).Bind(2, afterHash.AsSpan()).Bind(3, afterChannel).Bind(4, query.Limit + 1)
                .ReadPage(
                    query.Limit,
                    row => new Suppression(Convert.ToHexStringLower(row.GetBytes(0)), row.GetChannel(1), row.GetString(2), row.GetTime(3)),
                    item => PageCursor.Write(item.Hash, item.Channel.ToStored().ToString(System.Globalization.CultureInfo.InvariantCulture)),
                    () => session.Prepare("SELECT count(*) FROM suppressions WHERE workspace = ?1").Bind(1, key.Key).Number());
        }, cancellation);
    }

    public Task<bool> IsListedAsync(WorkspaceId workspace, Channel channel, AddressHash address, CancellationToken cancellation = default) =>
        database.ReadAsync(session => WorkspaceKeys.Find(session, workspace) is { } key
            && session.Prepare("SELECT EXISTS (SELECT 1 FROM suppressions WHERE workspace = ?1 AND hash = ?2 AND channel = ?3)")
                .Bind(1, key.Key).Bind(2, address.ToBytes()).Bind(3, channel).Number() == 1, cancellation);

    public async Task<long> AddAsync(
        WorkspaceId workspace, IReadOnlyList<SuppressionEntry> entries, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        // Once begun it goes on to its end: what is listed gets marked.
        cancellation.ThrowIfCancellationRequested();
        var (added, told) = (0L, audit);
        foreach (var some in entries.Chunk(EntriesAtOnce))
        {
            var first = told;
            added += await database.WriteAsync(session =>
            {
                AuditRows.Add(session, first);
                return Add(session, workspace, some, at);
            }, CancellationToken.None);
            told = null;
        }

        await MarkAsync(workspace, [.. entries.Where(entry => entry.Address is null).Select(entry => entry.Hash)]);
        return added;
    }

    public async Task<int> RemoveAsync(WorkspaceId workspace, AddressHash address, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        var removed = await database.WriteAsync(session =>
        {
            var gone = WorkspaceKeys.Find(session, workspace) is { } key
                ? (int)session.Prepare("DELETE FROM suppressions WHERE workspace = ?1 AND hash = ?2").Bind(1, key.Key).Bind(2, address.ToBytes()).Execute()
                : 0;
            AuditRows.AddIf(session, gone > 0, audit);
            return gone;
        }, cancellation);
        if (removed > 0)
            await MarkAsync(workspace, [address]);
        return removed;
    }

    private static long Add(WriteSession session, WorkspaceId workspace, SuppressionEntry[] entries, DateTimeOffset at)
    {
        var standing = new AddressStanding(session, WorkspaceKeys.FindOrAdd(session, workspace));
        var added = entries.Sum(entry => entry.Channels.LongCount(channel => standing.Suppressions.Add(channel, entry.Hash, entry.Reason, at)));
        foreach (var address in entries.Select(entry => entry.Address).OfType<string>().Distinct(StringComparer.Ordinal))
            standing.Refresh(address);
        return added;
    }

    /// <summary>Brings the rows of the contacts who have addresses of these hashes up to date.</summary>
    private async Task MarkAsync(WorkspaceId workspace, IReadOnlyList<AddressHash> hashes)
    {
        var found = await database.ReadAsync(session => WorkspaceKeys.Find(session, workspace) is { } key ? Match(session, key, hashes) : []);
        foreach (var some in found.Distinct(StringComparer.Ordinal).Chunk(EntriesAtOnce))
        {
            await database.WriteAsync(session =>
            {
                var standing = new AddressStanding(session, WorkspaceKeys.FindOrAdd(session, workspace));
                foreach (var address in some)
                    standing.Refresh(address);
            });
        }
    }

    /// <summary>Addresses of contacts that have one of the hashes: each address is hashed once, whatever the number of hashes.</summary>
    private static List<string> Match(ReadSession session, WorkspaceKey key, IReadOnlyList<AddressHash> hashes)
    {
        var found = new List<string>();
        if (hashes.Count == 0)
            return found;
        var wanted = hashes.ToHashSet();
        var beginnings = hashes.Select(hash => BinaryPrimitives.ReadInt64LittleEndian(hash.ToBytes())).ToHashSet();
        var rows = session.Prepare("SELECT phone, email FROM contacts WHERE id > ?1 AND id <= ?2").Bind(1, key.Before).Bind(2, key.Last);
        while (rows.Step())
        {
            for (var column = 0; column < 2; column++)
            {
                if (!rows.IsNull(column) && beginnings.Contains(BeginningOf(rows.GetBytes(column))) && rows.GetString(column) is var address && wanted.Contains(AddressHash.Of(address)))
                    found.Add(address);
            }
        }

        return found;
    }

    private static long BeginningOf(ReadOnlySpan<byte> address)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(address, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
