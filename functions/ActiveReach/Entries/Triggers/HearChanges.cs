using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Entries.Members;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries.Triggers;

/// <summary>Looks at contacts who have changed, for the campaigns that watch people: whoever comes in by it gets their entry at once. What nobody tells of is
/// found by the next round (<see cref="SweepMembers"/>).</summary>
public sealed class HearChanges(
    StandingTriggers triggers, Watches watches, ResolveAudience audiences, IContactStore contacts, IContactHistory histories, IMembers members, EnterMembers enter, WorkspaceRegister workspaces, TimeProvider clock)
{
    /// <returns>The orchestrations of the campaigns that somebody has entered.</returns>
    public async Task<IReadOnlyCollection<string>> RunAsync(WorkspaceId id, IReadOnlyCollection<ContactId> changed, CancellationToken cancellation = default) =>
        await RunAsync(id, await triggers.OfAsync(id, cancellation), changed, cancellation);

    /// <summary>So many have changed that a round is sooner done than a look at each: it begins at once.</summary>
    /// <returns>The orchestrations of the campaigns that watch people.</returns>
    public async Task<IReadOnlyCollection<string>> ManyAsync(WorkspaceId id, CancellationToken cancellation = default)
    {
        var rings = new List<string>();
        foreach (var (campaign, trigger) in await triggers.OfAsync(id, cancellation))
        {
            if (trigger.Watched is null)
                continue;
            while (await watches.FindAsync(campaign, cancellation) is { } stored && !await watches.TryWriteAsync(campaign, stored, stored.Value with { NextAt = clock.GetUtcNow() }, cancellation))
            {
            }

            rings.Add(campaign.OrchestrationId);
        }

        return rings;
    }

    internal async Task<IReadOnlyCollection<string>> RunAsync(WorkspaceId id, IReadOnlyList<StandingTrigger> standing, IReadOnlyCollection<ContactId> changed, CancellationToken cancellation)
    {
        if (changed.Count == 0 || !standing.Any(one => one.Trigger.Watched is not null))
            return [];
        var (rings, workspace) = (new List<string>(), await workspaces.ReadAsync(id, cancellation));
        var facts = new Dictionary<ContactId, ContactFacts>();
        var found = await contacts.ReadAsync(id, [.. changed], cancellation);
        foreach (var one in standing.Where(one => one.Trigger.Watched is not null))
        {
            if (await LookAsync(one, workspace, found, facts, cancellation))
                rings.Add(one.Campaign.OrchestrationId);
        }

        return rings;
    }

    /// <param name="facts">Of those of whom a campaign has asked what they did.</param>
    /// <returns>Whether somebody has entered the campaign.</returns>
    private async Task<bool> LookAsync(StandingTrigger one, Workspace workspace, IReadOnlyList<Contact> found, Dictionary<ContactId, ContactFacts> facts, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (StandingDays.Closes(one.Campaign.Definition.Schedule, workspace.TimeZone) <= now
            || await watches.FindAsync(one.Campaign, cancellation) is not { Value: var watch } || watch.Said != Watch.SaidBy(one.Campaign))
            return false;

        // Of whom the first round has yet to look at nobody knows whether they come in or were there.
        var concerned = found.Where(contact => watch.IsKnown || contact.Id.Value <= watch.After).ToList();
        if (concerned.Count == 0 || await AudienceAsync(one, watch, workspace, now, cancellation) is not { } audience)
            return false;
        var asksForDeeds = audience.Who?.Leaves().Any(leaf => leaf is DidCondition or EventCondition) is true;
        var inside = new HashSet<ContactId>();
        foreach (var contact in concerned)
        {
            if (asksForDeeds && !facts.ContainsKey(contact.Id))
                facts[contact.Id] = new ContactFacts(contact, await histories.ReadAsync(workspace.Id, contact.Id, cancellation));
            if (audience.Who?.IsTrueOf(facts.GetValueOrDefault(contact.Id) ?? ContactFacts.Of(contact), audience.AsOf) is not false)
                inside.Add(contact.Id);
        }

        var known = await members.FindAsync(one.Campaign.Id, [.. concerned.Select(contact => contact.Id)], cancellation);
        return await enter.RunAsync(one.Campaign, one.Trigger, now, inside, known, isFirst: false, cancellation);
    }

    /// <summary>Null where it can't be read any more: a change of a contact is no place to say so.</summary>
    private async Task<ResolvedAudience?> AudienceAsync(StandingTrigger one, Watch watch, Workspace workspace, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            return await audiences.AsOfAsync(now, watch.Segments, one.Trigger.Watched!, workspace, cancellation);
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }
}
