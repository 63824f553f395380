using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Lists;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>The suppression list on SQLite, with its log, which triggers write. Contacts are marked with it where their address is known, and after it where
/// only its hash is: whoever comes in between looks at the list by themselves.</summary>
public sealed class SqliteSuppressionStore(Database database) : ISuppressionStore
{
    private const int MarkedAtOnce = 10_000;

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
        var added = await database.WriteAsync(session =>
        {
            AuditRows.Add(session, audit);
            var key = WorkspaceKeys.FindOrAdd(session, workspace);
            var count = Add(session, key, entries, at);
            Mark(session, key, entries.Select(entry => entry.Address).OfType<string>());
            return count;
        }, CancellationToken.None);
        await MarkAsync(workspace, [.. entries.Where(entry => entry.Address is null).Select(entry => entry.Hash)]);
        return added;
    }

    public async Task<int> RemoveAsync(WorkspaceId workspace, AddressHash address, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        var known = await database.ReadAsync(session => WorkspaceKeys.Find(session, workspace) is { } key ? Match(session, key, [address]) : [], cancellation);
        var removed = await database.WriteAsync(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key)
                return 0;
            var gone = (int)session.Prepare("DELETE FROM suppressions WHERE workspace = ?1 AND hash = ?2").Bind(1, key.Key).Bind(2, address.ToBytes()).Execute();
            if (AuditRows.AddIf(session, gone > 0, audit))
                Mark(session, key, known);
            return gone;
        }, cancellation);

        // Somebody with the address may have come since it was looked for.
        if (removed > 0)
            await MarkAsync(workspace, [address]);
        return removed;
    }

    public Task<IReadOnlyList<SuppressionChange>> ReadLogAsync(WorkspaceId workspace, long after, int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<SuppressionChange>>(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key)
                return [];
            var changes = new List<SuppressionChange>();
            var row = session.Prepare("SELECT position, lower(hex(hash)), channel, listed FROM suppression_log WHERE workspace = ?1 AND position > ?2 ORDER BY position LIMIT ?3")
                .Bind(1, key.Key).Bind(2, after).Bind(3, limit);
            while (row.Step())
                changes.Add(new SuppressionChange(row.GetInt64(0), AddressHash.TryParse(row.GetString(1), out var hash) ? hash : default, row.GetChannel(2), row.GetBoolean(3)));
            return changes;
        }, cancellation);

    private static long Add(WriteSession session, WorkspaceKey workspace, IReadOnlyList<SuppressionEntry> entries, DateTimeOffset at)
    {
        var list = new SuppressionList(session, workspace);
        return entries.Sum(entry => entry.Channels.LongCount(channel => list.Add(channel, entry.Hash, entry.Reason, at)));
    }

    /// <summary>Brings the rows of the contacts with these addresses up to date.</summary>
    private static void Mark(WriteSession session, WorkspaceKey workspace, IEnumerable<string> addresses)
    {
        var standing = new AddressStanding(session, workspace);
        foreach (var address in addresses.Distinct(StringComparer.Ordinal))
            standing.Refresh(address);
    }

    private async Task MarkAsync(WorkspaceId workspace, IReadOnlyList<AddressHash> hashes)
    {
        var found = await database.ReadAsync(session => WorkspaceKeys.Find(session, workspace) is { } key ? Match(session, key, hashes) : []);
        foreach (var some in found.Chunk(MarkedAtOnce))
            await database.WriteAsync(session => Mark(session, WorkspaceKeys.FindOrAdd(session, workspace), some));
    }

    /// <summary>Addresses of contacts that have one of the hashes: each address is hashed once, whatever the number of hashes.</summary>
    private static List<string> Match(ReadSession session, WorkspaceKey key, IReadOnlyList<AddressHash> hashes)
    {
        var found = new List<string>();
        if (hashes.Count == 0)
            return found;
        var wanted = hashes.ToHashSet();
        var beginnings = hashes.Select(hash => hash.Beginning).ToHashSet();
        var rows = session.Prepare("SELECT phone, email FROM contacts WHERE id > ?1 AND id <= ?2").Bind(1, key.Before).Bind(2, key.Last);
        while (rows.Step())
        {
            for (var column = 0; column < 2; column++)
            {
                if (!rows.IsNull(column) && beginnings.Contains(AddressHash.BeginningOf(rows.GetBytes(column))) && rows.GetString(column) is var address && wanted.Contains(AddressHash.Of(address)))
                    found.Add(address);
            }
        }

        return found;
    }
}
