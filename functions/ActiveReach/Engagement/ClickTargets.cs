using System.Collections.Concurrent;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Reports;
using ActiveReach.Ids;
using ActiveReach.Links;
using ActiveReach.TestSends;
using ActiveReach.Workspaces;

namespace ActiveReach.Engagement;

/// <summary>Where a click leads: only ever to a link that the run's contents name.</summary>
public sealed class ClickTargets(RunRecords runs, WorkspaceRegister workspaces, LedgerReports ledger, IAudienceReader audience, TestLinks tests, MessageComposer composer)
{
    private const int Most = 4096;
    private readonly ConcurrentDictionary<(RunId Run, int Link), ResolvedLink> known = new();

    /// <summary>Null when there is no such link, or the contact's own address is none on the web.</summary>
    public async ValueTask<string?> FindAsync(LinkToken token)
    {
        if (TestMessage.IsAt(token.Address))
            return await tests.FindAsync(token);
        var place = (token.Address.Run, token.Link);
        if (!known.TryGetValue(place, out var link))
        {
            if (await LinkAsync(token) is not { } found)
                return null;
            if (known.Count >= Most)
                known.Clear();
            known[place] = link = found;
        }

        return link.Fixed ?? await PersonalAsync(link, token.Address);
    }

    private async Task<ResolvedLink?> LinkAsync(LinkToken token) =>
        await runs.FindAsync(token.Address.Run) is { } run && await workspaces.FindAsync(run.Workspace) is { } workspace
            ? composer.FindLink(run, token.Link, workspace)
            : null;

    private async Task<string?> PersonalAsync(ResolvedLink link, LedgerAddress address)
    {
        if (await ledger.FindAsync(address) is not { } row || await runs.FindAsync(address.Run) is not { } run)
            return null;
        var people = await audience.ReadAsync(run.Workspace, [row.Contact]);
        return people.TryGetValue(row.Contact, out var recipient) ? link.For(recipient) : null;
    }
}
