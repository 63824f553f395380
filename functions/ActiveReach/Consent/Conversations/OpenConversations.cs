using ActiveReach.Channels;
using ActiveReach.Channels.Cast;
using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent.Conversations;

/// <summary>When people last wrote to a sender on WhatsApp: for 24 hours from then they may be answered in free words. Numbers are kept as hashes.
/// Source: developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages (customer service windows).</summary>
public sealed class OpenConversations(IDocuments documents)
{
    /// <summary>How long one stays open.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>Longer than anybody asks for one.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    private static readonly DocumentKind<LastWord> Kind = new DocumentKind<LastWord>("conversation", word => word.Id).By("at", word => word.At);

    /// <summary>Channels on which somebody who wrote may be answered so.</summary>
    public static ChannelSet Channels { get; } = ChannelCast.Where(traits => traits.HasConversations);

    /// <summary>Somebody wrote. What comes late or twice moves nothing back.</summary>
    public async Task HearAsync(WorkspaceId workspace, Channel channel, string sender, string address, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var word = new LastWord(KeyOf(channel, sender, address), at);
        while (true)
        {
            var stored = await documents.FindAsync(Kind, workspace.Partition, word.Id, cancellation);
            if (stored?.Value.At >= at || await documents.TryAsync(workspace.Partition, stored is null ? Kind.Add(word) : Kind.Replace(word, stored.ETag), cancellation))
                return;
        }
    }

    /// <summary>When each last wrote, by <see cref="KeyOf"/>; who never did, or not lately, is missing.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> OfAsync(WorkspaceId workspace, IEnumerable<string> keys, CancellationToken cancellation = default)
    {
        var found = await Task.WhenAll(keys.Distinct(StringComparer.Ordinal).Select(key => documents.FindAsync(Kind, workspace.Partition, key, cancellation)));
        return found.OfType<Stored<LastWord>>().ToDictionary(each => each.Value.Id, each => each.Value.At, StringComparer.Ordinal);
    }

    /// <summary>All that were open at that time or have been opened since.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> AllAsync(WorkspaceId workspace, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var query = Kind.In(workspace.Partition) with { Where = [FieldCondition.Within("at", now - Window, null)], OrderBy = "at", Limit = DocumentQuery.MostLimit };
        return (await documents.AllAsync(Kind, query, cancellation)).ToDictionary(word => word.Id, word => word.At, StringComparer.Ordinal);
    }

    public async Task<int> RemoveOldAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation)
    {
        var query = Kind.In(workspace.Partition) with { Where = [FieldCondition.Within("at", null, before)], OrderBy = "at", Limit = Math.Min(limit, IDocuments.MostChanges) };
        var old = (await documents.QueryAsync(Kind, query, cancellation)).Items;
        if (old.Count == 0)
            return 0;

        // Who wrote again meanwhile keeps theirs, and the others go the next time.
        var removed = await documents.CommitAsync(workspace.Partition, [.. old.Select(each => Kind.Delete(each))], cancellation);
        return removed.IsDone && old.Count == query.Limit ? limit : 0;
    }

    /// <summary>Of a person and a sender, however either is written.</summary>
    public static string KeyOf(Channel channel, string sender, string address) => AddressHash.Of($"{channel.Name()} {SenderKey.Of(channel, sender)} {address}").ToString();

    private sealed record LastWord(string Id, DateTimeOffset At);
}
