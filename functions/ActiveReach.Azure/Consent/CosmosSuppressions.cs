using System.Globalization;
using System.Text.Json;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Addresses;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Consent;

/// <summary>The suppression list, which is what the records of addresses say on Cosmos DB, and its log on Azure Tables. Many addresses are put on it in several units, each of
/// which is in force when it is written; a call that is repeated goes on with those that are missing.</summary>
public sealed class CosmosSuppressions(CosmosAccount account, CosmosContacts contacts) : ISuppressionStore
{
    /// <summary>Addresses of one unit.</summary>
    private const int AtOnce = 1_000;

    public async Task<Page<Suppression>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var after = PageCursor.Read(query.Cursor, 2);
        var (afterHash, afterChannel) = after is not null && AddressHash.TryParse(after[0], out var hash) ? (hash.ToString(), PageCursor.Number(query.Cursor, after[1])) : ("", 0L);
        var items = new List<Suppression>();
        foreach (var slice in Slices.Of(workspace).SkipWhile(slice => afterHash.Length > 0 && slice != Slices.OfHash(workspace, afterHash)))
        {
            if (items.Count > query.Limit)
                break;
            var asked = new QueryDefinition("SELECT * FROM c WHERE c.listed >= @from ORDER BY c.listed").WithParameter("@from", afterHash);
            await foreach (var found in account.ContactIndex.AskAsync(slice, asked, query.Limit + 1, cancellation))
            {
                var address = found.Deserialize<AddressItem>(ItemJson.Options)!;
                items.AddRange(address.Record.Listed.OrderBy(each => each.Channel.ToStored())
                    .Where(each => address.Listed != afterHash || each.Channel.ToStored() > afterChannel)
                    .Select(each => new Suppression(address.Listed!, each.Channel, each.Reason, each.At)));
                if (items.Count > query.Limit)
                    break;
            }
        }

        var page = items.Take(query.Limit).ToList();
        var cursor = items.Count > page.Count ? PageCursor.Write(page[^1].Hash, page[^1].Channel.ToStored().ToString(CultureInfo.InvariantCulture)) : null;
        return new Page<Suppression>(page, cursor, await CountAsync(workspace, cancellation));
    }

    public async Task<bool> IsListedAsync(WorkspaceId workspace, Channel channel, AddressHash address, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return (await contacts.Book(workspace).AddressAsync(address, cancellation)).Record.ListedChannels.Contains(channel);
    }

    public async Task<long> AddAsync(WorkspaceId workspace, IReadOnlyList<SuppressionEntry> entries, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        await contacts.TellAsync(audit);
        var added = 0L;
        foreach (var some in entries.Chunk(AtOnce))
        {
            added += await contacts.WriteAsync(workspace, async (book, _) =>
            {
                await book.ReadAsync(some.Select(entry => entry.Hash));
                var count = 0L;
                foreach (var entry in some)
                    count += await CountedAsync(book, entry.Hash, record => record.List(entry.Channels, entry.Reason, at));
                return count;
            });
        }

        return added;
    }

    public async Task<int> RemoveAsync(WorkspaceId workspace, AddressHash address, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if ((await contacts.Book(workspace).AddressAsync(address, cancellation)).Record.Listed.Count == 0)
            return 0;
        await contacts.TellAsync(audit);
        return -(int)await contacts.WriteAsync(workspace, (book, _) => CountedAsync(book, address, record => record.Unlist(ChannelSet.All)));
    }

    public Task<IReadOnlyList<SuppressionChange>> ReadLogAsync(WorkspaceId workspace, long after, int limit, CancellationToken cancellation = default) =>
        contacts.Suppressions.ReadAsync(workspace, after, limit, cancellation);

    /// <returns>By how many channels the list has grown.</returns>
    private static async Task<long> CountedAsync(ContactBook book, AddressHash address, Func<AddressRecord, AddressRecord> change)
    {
        var before = (await book.AddressAsync(address)).Record.Listed.Count;
        await book.SayAsync(address, change);
        return (await book.AddressAsync(address)).Record.Listed.Count - before;
    }

    private async Task<long> CountAsync(WorkspaceId workspace, CancellationToken cancellation)
    {
        var counts = await Task.WhenAll(Slices.Of(workspace).Select(async slice =>
        {
            var (count, asked) = (0L, new QueryDefinition("SELECT VALUE COUNT(1) FROM c JOIN l IN c.record.listed WHERE IS_DEFINED(c.listed)"));
            await foreach (var part in account.ContactIndex.AskAsync(slice, asked, cancellation: cancellation))
                count += part.GetInt64();
            return count;
        }));
        return counts.Sum();
    }
}
