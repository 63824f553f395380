using ActiveReach.Channels;
using ActiveReach.Consent.Hours;
using ActiveReach.Consent;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences;

/// <summary>What a decision depends on besides the contact and the moment: the message and its workspace. Remembers what it decided
/// for a place, since many people live in one; for a single thread, and for a page or a batch of people.</summary>
public sealed class ReachTerms
{
    private readonly Workspace workspace;
    private readonly OutletDirectory outlets;
    private readonly QuietHours? hours;
    private readonly Dictionary<(Whereabouts Place, Channel Channel), QuietDecision> decided = [];
    private DateTimeOffset decidedAt;

    private ReachTerms(string? topic, bool keepsHours, Workspace workspace, OutletDirectory outlets)
    {
        (this.workspace, this.outlets) = (workspace, outlets);
        Topic = topic;
        hours = keepsHours && workspace.QuietHours.On ? QuietHours.Of(workspace.QuietHours) : null;
    }

    /// <summary>What the messages are about; null for nothing in particular.</summary>
    public string? Topic { get; }

    /// <param name="topic">What the messages are about; null for nothing in particular.</param>
    /// <param name="keepsHours">Whether the workspace's quiet hours hold for them.</param>
    /// <param name="outlets">Tell the zone of people who are known by their outlet alone.</param>
    public static ReachTerms Of(string? topic, bool keepsHours, Workspace workspace, OutletDirectory outlets) => new(topic, keepsHours, workspace, outlets);

    /// <summary>What the clock says where the contact is.</summary>
    internal QuietDecision HoursOf(Recipient recipient, Channel channel, DateTimeOffset at)
    {
        if (hours is null)
            return default;
        if (at != decidedAt)
        {
            decided.Clear();
            decidedAt = at;
        }

        var zone = ContactZone.Of(recipient, outlets.Find(recipient.Outlet), workspace).TimeZone;
        var place = new Whereabouts(ContactZone.CountryOf(recipient), ContactZone.RegionOf(recipient), zone);
        if (!decided.TryGetValue((place, channel), out var decision))
            decided[(place, channel)] = decision = hours.Decide(at, place, channel);
        return decision;
    }
}
