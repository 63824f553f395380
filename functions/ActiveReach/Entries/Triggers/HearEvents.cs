using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Ids;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries.Triggers;

/// <summary>An event as triggers look at it.</summary>
/// <param name="Content">Its data, as text.</param>
public sealed record HeardEvent(string Id, string Type, Whom Who, DateTimeOffset At, string? Content);

/// <summary>Lets events do what triggered campaigns wait for: one that matches makes an entry, one that is a goal cancels what waits. Whom they are about may also come to belong to
/// those whom a campaign watches. Heard twice, an event does
/// nothing more; so whoever keeps events tells of all that come, and whoever sends them repeats what was not answered.</summary>
public sealed class HearEvents(StandingTriggers triggers, FindPerson people, IEntries entries, IPastEvents past, HearChanges changes, WorkspaceRegister workspaces, TimeProvider clock)
{
    private const string OfReentry = "entry-";

    /// <returns>The orchestrations of the campaigns that somebody has entered.</returns>
    public async Task<IReadOnlyCollection<string>> RunAsync(WorkspaceId id, IReadOnlyList<HeardEvent> events, CancellationToken cancellation = default)
    {
        var standing = await triggers.OfAsync(id, cancellation);
        var isWatched = standing.Any(one => one.Trigger.Watched is not null);
        if (!isWatched && !events.Any(each => standing.Any(one => one.Trigger.Event?.Type == each.Type || one.Trigger.CancelOn == each.Type)))
            return [];
        var (rings, changed) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<ContactId>());
        var workspace = await workspaces.ReadAsync(id, cancellation);
        foreach (var heard in events)
        {
            var concerned = standing.Where(one => one.Trigger.CancelOn == heard.Type || IsMet(one, heard, workspace)).ToList();
            if ((concerned.Count == 0 && !isWatched) || await people.RunAsync(id, heard.Who, cancellation) is not { } contact)
                continue;
            changed.Add(contact);
            foreach (var one in concerned)
            {
                if (one.Trigger.CancelOn == heard.Type)
                    await CancelAsync(one, contact, heard, cancellation);
                if (IsMet(one, heard, workspace) && await EnterAsync(id, one, contact, heard, cancellation))
                    rings.Add(one.Campaign.OrchestrationId);
            }
        }

        rings.UnionWith(await changes.RunAsync(id, standing, changed, cancellation));
        return rings;
    }

    private bool IsMet(StandingTrigger one, HeardEvent heard, Workspace workspace)
    {
        var now = clock.GetUtcNow();
        return one.Trigger.Event?.Type == heard.Type
            && !(one.Campaign.StartsAt > now)
            && !(StandingDays.Closes(one.Campaign.Definition.Schedule, workspace.TimeZone) <= now)
            && now - (heard.At + one.Trigger.Delay) <= StandingDays.LateTolerance
            && one.Trigger.Event.Fits(heard.Content is { } content ? JsonElement.Parse(content) : null);
    }

    /// <summary>What the contact entered by something that happened after the goal goes on.</summary>
    private async Task CancelAsync(StandingTrigger one, ContactId contact, HeardEvent goal, CancellationToken cancellation)
    {
        var dueBy = goal.At + one.Trigger.Delay;
        var waiting = (await entries.OfAsync(one.Campaign.Id, contact, cancellation)).Where(entry => entry.State is EntryState.Waiting && entry.DueAt <= dueBy).Select(entry => entry.Key).ToList();
        if (waiting.Count > 0)
            await entries.CancelAsync(one.Campaign.Id, waiting, goal.Type, cancellation: cancellation);
    }

    private async Task<bool> EnterAsync(WorkspaceId workspace, StandingTrigger one, ContactId contact, HeardEvent heard, CancellationToken cancellation)
    {
        var due = Milliseconds.Floor(heard.At + one.Trigger.Delay);
        if (await OccasionAsync(one, contact, heard, due, cancellation) is not { } occasion)
            return false;

        // The goal may have been heard of first.
        if (one.Trigger.CancelOn is { } goal && await past.HasHappenedAsync(workspace, contact, goal, heard.At, cancellation))
            return false;
        return (await entries.AddAsync(workspace, one.Campaign.Id, [new NewEntry(new EntryKey(contact, occasion), due, heard.Content)], cancellation))[0];
    }

    /// <summary>The event's own, or with a re-entry period the contact's next, where they have none within the period; null when they have. Of two events
    /// that come at once both would have the same.</summary>
    private async Task<string?> OccasionAsync(StandingTrigger one, ContactId contact, HeardEvent heard, DateTimeOffset due, CancellationToken cancellation)
    {
        if (one.Trigger.Reentry is not { } period)
            return $"event-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(heard.Id)).AsSpan(0, 16))}";
        var known = await entries.OfAsync(one.Campaign.Id, contact, cancellation);
        return known.Any(entry => entry.State is not EntryState.Cancelled && (entry.DueAt - due).Duration() < period) ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{OfReentry}{known.Select(OrdinalOf).DefaultIfEmpty().Max() + 1}");
    }

    /// <summary>Of those that are kept the last has the highest; how many there were nobody knows.</summary>
    private static int OrdinalOf(Entry entry) =>
        entry.Key.Occasion.StartsWith(OfReentry, StringComparison.Ordinal) && int.TryParse(entry.Key.Occasion.AsSpan(OfReentry.Length), System.Globalization.CultureInfo.InvariantCulture, out var ordinal) ? ordinal : 0;
}

/// <summary>What has happened before, as whoever keeps events knows it.</summary>
public interface IPastEvents
{
    /// <summary>Whether an event of the type is known of the contact, at that time or later.</summary>
    Task<bool> HasHappenedAsync(WorkspaceId workspace, ContactId contact, string type, DateTimeOffset since, CancellationToken cancellation = default);
}
