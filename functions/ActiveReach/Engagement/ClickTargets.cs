using System.Collections.Concurrent;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Ids;
using ActiveReach.Messages;
using ActiveReach.TestSends;
using ActiveReach.Workspaces;

namespace ActiveReach.Engagement;

/// <summary>Where a click leads: to what the run froze when sending began, and for a link of the contact's own to what was kept when it was sent.</summary>
public sealed class ClickTargets(RunRecords runs, WorkspaceRegister workspaces, PersonalLinks personal, TestLinks tests)
{
    private const int Most = 4096;
    private readonly ConcurrentDictionary<RunId, RunLinks> known = new();

    /// <summary>Null when there is no such link.</summary>
    public async ValueTask<ClickTarget?> FindAsync(SentLink link, CancellationToken cancellation = default)
    {
        if (TestMessage.IsAt(link.Message))
            return await tests.FindAsync(link, cancellation) is { } target ? new ClickTarget(target) : null;
        if (await LinksAsync(link.Message.Run, cancellation) is not { } run || link.Link >= run.Places.Count)
            return null;
        var place = run.Places[link.Link];
        if (!LinkTarget.IsPersonal(place))
            return new ClickTarget(place);
        var kept = await personal.FindAsync(run.Workspace, link.Message, cancellation);
        return new ClickTarget(kept is not null ? kept.GetValueOrDefault(link.Link) : (await workspaces.FindAsync(run.Workspace, cancellation))?.HomePage);
    }

    /// <summary>Whose message it is; null when it is not known.</summary>
    public async ValueTask<WorkspaceId?> WorkspaceOfAsync(LedgerAddress message, CancellationToken cancellation = default) =>
        TestMessage.IsAt(message) ? await tests.WorkspaceOfAsync(message, cancellation) : (await LinksAsync(message.Run, cancellation))?.Workspace;

    private async ValueTask<RunLinks?> LinksAsync(RunId id, CancellationToken cancellation)
    {
        if (known.TryGetValue(id, out var links))
            return links;
        if (await runs.FindAsync(id, cancellation) is not { } run)
            return null;
        if (known.Count >= Most)
            known.Clear();
        return known[id] = new RunLinks(run.Workspace, run.Links);
    }

    private sealed record RunLinks(WorkspaceId Workspace, IReadOnlyList<string> Places);
}

/// <param name="Place">Null when it led to something of a contact who was erased, and the workspace names no page of its own.</param>
public readonly record struct ClickTarget(string? Place);
