using ActiveReach.Channels;
using ActiveReach.Documents;

namespace ActiveReach.Workspaces;

/// <summary>Whose sender an address is: how a text or a report from outside finds its workspace. Whatever a workspace once sent from is
/// remembered, whether in settings or at an outlet (campaigns choose among these), since people answer yesterday's messages. Senders are told
/// apart by <see cref="SenderKey"/>.</summary>
/// <remarks>The directory keeps who ever had a sender, and learns it first; who has it now lies with what names it, in the same commit.</remarks>
public sealed class SenderDirectory(IDocuments documents)
{
    private static readonly DocumentKind<KnownSender> Known = new("known-sender", known => known.Id);

    private static readonly DocumentKind<UsedSender> Used = new DocumentKind<UsedSender>("used-sender", used => $"{used.Holder}|{used.Channel.Name()}")
        .By("sender", used => IdOf(used.Channel, used.Sender));

    /// <summary>Whom a text or a report for this sender concerns: those who have it in their settings or at an outlet, and if nobody has,
    /// those who ever sent from it. In order of id.</summary>
    public async Task<IReadOnlyList<WorkspaceId>> FindAsync(Channel channel, string sender, CancellationToken cancellation = default)
    {
        var known = await KnownAsync(channel, sender, cancellation);
        return known.Count > 1 && await HavingAsync(known, channel, sender, cancellation) is { Count: > 0 } owners ? owners : known;
    }

    /// <summary>Those who have the sender in their settings or at an outlet today.</summary>
    public async Task<IReadOnlyList<WorkspaceId>> OwnersAsync(Channel channel, string sender, CancellationToken cancellation = default) =>
        await HavingAsync(await KnownAsync(channel, sender, cancellation), channel, sender, cancellation);

    /// <summary>Remembers what a workspace is about to send from; nothing is ever taken out.</summary>
    internal static async Task LearnAsync(IDocuments documents, WorkspaceId workspace, IEnumerable<KeyValuePair<Channel, string>> senders, CancellationToken cancellation)
    {
        foreach (var (channel, sender) in senders)
        {
            while (!await TryLearnAsync(documents, workspace, IdOf(channel, sender), cancellation))
                cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What a thing of a workspace sends from, as a part of the commit that changes it.</summary>
    /// <param name="holder">The thing.</param>
    internal static IEnumerable<DocumentChange> Use(
        string holder, IReadOnlyDictionary<Channel, string>? before, IReadOnlyDictionary<Channel, string>? after)
    {
        before ??= new Dictionary<Channel, string>();
        after ??= new Dictionary<Channel, string>();
        return after.Except(before).Select(sender => Used.Put(new UsedSender(holder, sender.Key, sender.Value)))
            .Concat(before.Keys.Except(after.Keys).Select(channel => Used.Delete($"{holder}|{channel.Name()}")));
    }

    private static async Task<bool> TryLearnAsync(IDocuments documents, WorkspaceId workspace, string id, CancellationToken cancellation)
    {
        var known = await documents.FindAsync(Known, WorkspacePartition.Directory, id, cancellation);
        return known?.Value.Workspaces.Contains(workspace) is true || await documents.TryAsync(
            WorkspacePartition.Directory,
            known is null ? Known.Add(new KnownSender(id, [workspace])) : Known.Replace(known.Value with { Workspaces = [.. known.Value.Workspaces, workspace] }, known.ETag),
            cancellation);
    }

    private async Task<IReadOnlyList<WorkspaceId>> KnownAsync(Channel channel, string sender, CancellationToken cancellation) =>
        await documents.FindAsync(Known, WorkspacePartition.Directory, IdOf(channel, sender), cancellation) is { } known
            ? [.. known.Value.Workspaces.OrderBy(each => each.Value, StringComparer.Ordinal)]
            : [];

    private async Task<IReadOnlyList<WorkspaceId>> HavingAsync(IReadOnlyList<WorkspaceId> known, Channel channel, string sender, CancellationToken cancellation)
    {
        var having = new List<WorkspaceId>();
        foreach (var workspace in known)
        {
            var used = await documents.QueryAsync(Used, Used.In(workspace.Partition) with { Where = [FieldCondition.Is("sender", IdOf(channel, sender))], Limit = 1 }, cancellation);
            if (used.Items.Count > 0)
                having.Add(workspace);
        }

        return having;
    }

    private static string IdOf(Channel channel, string sender) => DocumentKey.IdOf($"{channel.Name()}|{SenderKey.Of(channel, sender)}");

    private sealed record KnownSender(string Id, IReadOnlyList<WorkspaceId> Workspaces);

    private sealed record UsedSender(string Holder, Channel Channel, string Sender);
}
