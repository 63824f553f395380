using System.Diagnostics;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries.Members;

/// <summary>Goes through the people whom a campaign watches once an hour, for what time alone changes and for what was told nobody. It reads those who are
/// inside beside those who were, both in order of their ids, and remembers how far it has come: any number of people takes the same memory, and a round goes
/// on where it stopped.</summary>
public sealed class SweepMembers(Watches watches, ResolveAudience audiences, IAudienceReader reader, IMembers members, EnterMembers enter, WorkspaceRegister workspaces, TimeProvider clock)
{
    private const int AtOnce = 1_000;

    /// <summary>From the beginning of one round to the next.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Whoever asks has more to do than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Begins a round when it is time for one, and gets on with it.</summary>
    /// <returns>When there is something to do again; null for a campaign that watches nobody.</returns>
    public async Task<DateTimeOffset?> RunAsync(Campaign campaign, CancellationToken cancellation = default)
    {
        if (WatchedAudience.Of(campaign.Definition) is not { } watched)
            return null;
        var (now, stored) = (clock.GetUtcNow(), await watches.FindAsync(campaign, cancellation));
        if (stored is { Value: { After: null } waiting } && waiting.NextAt > now && waiting.Said == Watch.SaidBy(campaign))
            return waiting.NextAt;

        var workspace = await workspaces.ReadAsync(campaign.Workspace, cancellation);
        if (Trigger.Of(campaign.Definition, workspace) is not { } trigger)
            return now + Every;
        var watch = stored is { Value: { After: not null } begun } && begun.Said == Watch.SaidBy(campaign)
            ? begun
            : Begin(campaign, stored?.Value, await audiences.VersionsAsync(watched, workspace, cancellation), now);
        var audience = await audiences.AsOfAsync(now, watch.Segments, watched, workspace, cancellation);
        for (var time = Stopwatch.StartNew(); watch.After is { } after && time.Elapsed < Longest;)
        {
            var last = await PageAsync(campaign, trigger, audience, new ContactId(after), isFirst: !watch.IsKnown, cancellation);
            watch = watch with { After = last?.Value, IsKnown = watch.IsKnown || last is null };
            if (!await watches.TryWriteAsync(campaign, stored, watch, cancellation))
                return now;
            stored = await watches.FindAsync(campaign, cancellation);
            if (stored?.Value.After != watch.After || stored?.Value.NextAt != watch.NextAt)
                return now;
        }

        return watch.After is null ? watch.NextAt : now;
    }

    /// <summary>Nobody comes in by an edit: who belongs to others than before is noted first.</summary>
    private static Watch Begin(Campaign campaign, Watch? before, IReadOnlyDictionary<string, int> segments, DateTimeOffset now)
    {
        var said = Watch.SaidBy(campaign);
        var isSame = before is not null && before.Said == said && before.Segments.Count == segments.Count && segments.All(each => before.Segments.GetValueOrDefault(each.Key) == each.Value);
        return new Watch { Said = said, Segments = segments, IsKnown = isSame && before!.IsKnown, After = 0, NextAt = now + Every };
    }

    /// <returns>The contact up to whom everybody has been looked at; null at the end.</returns>
    private async Task<ContactId?> PageAsync(Campaign campaign, Trigger trigger, ResolvedAudience audience, ContactId after, bool isFirst, CancellationToken cancellation)
    {
        var page = await reader.PageAsync(audience, after, AtOnce, cancellation);
        var were = await members.NextAsync(campaign.Id, after, AtOnce, cancellation);
        ContactId?[] ends = [page.Count == AtOnce ? page[^1].Id : null, were.Count == AtOnce ? were[^1].Contact : null];
        var last = ends.Min();
        var inside = page.Select(recipient => recipient.Id).Where(id => last is null || id <= last).ToHashSet();
        var known = were.Where(member => last is null || member.Contact <= last).ToList();
        var others = inside.Except(known.Select(member => member.Contact)).ToList();
        if (others.Count > 0)
            known.AddRange(await members.FindAsync(campaign.Id, others, cancellation));
        await enter.RunAsync(campaign, trigger, audience.AsOf.Now, inside, known, isFirst, cancellation);
        return last;
    }
}
