using ActiveReach.Channels;
using ActiveReach.Consent.Conversations;
using ActiveReach.Consent.Hours;
using ActiveReach.Consent;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences;

/// <summary>What a decision depends on besides the contact and the moment: the message and its workspace. Remembers what it decided
/// for a place, since many people live in one; for a single thread, and for a page or a batch of people.</summary>
public sealed class ReachTerms
{
    /// <summary>Decisions kept at once: those of all places and channels for the hours of a day.</summary>
    private const int MostKept = 50_000;

    private readonly Workspace workspace;
    private readonly OutletDirectory outlets;
    private readonly QuietHours? hours;
    private readonly Dictionary<(DateTimeOffset At, Whereabouts Place, Channel Channel), QuietDecision> decided = [];

    private readonly FreeTextTerms? freeTexts;
    private readonly Func<Recipient, Channel, string?>? senderOf;

    private ReachTerms(string? topic, QuietHours? hours, Workspace workspace, OutletDirectory outlets, FreeTextTerms? freeTexts = null, Func<Recipient, Channel, string?>? senderOf = null)
    {
        (this.hours, this.workspace, this.outlets) = (hours, workspace, outlets);
        (this.freeTexts, this.senderOf) = (freeTexts, senderOf);
        Topic = topic;
    }

    /// <summary>What the messages are about; null for nothing in particular.</summary>
    public string? Topic { get; }

    /// <param name="topic">What the messages are about; null for nothing in particular.</param>
    /// <param name="keepsHours">Whether the workspace's quiet hours hold for them.</param>
    /// <param name="outlets">Tell the zone of people who are known by their outlet alone.</param>
    public static ReachTerms Of(string? topic, bool keepsHours, Workspace workspace, OutletDirectory outlets) =>
        new(topic, keepsHours && workspace.QuietHours.On ? QuietHours.Of(workspace.QuietHours) : null, workspace, outlets);

    /// <summary>These, for messages that are free words on some channels.</summary>
    /// <param name="sender">From whom a contact gets them.</param>
    public ReachTerms WithFreeTexts(FreeTextTerms open, Func<Recipient, Channel, string?> sender) => new(Topic, hours, workspace, outlets, open, sender);

    /// <summary>Whether its messages on the channel are free words.</summary>
    internal bool AreFreeTexts(Channel channel) => freeTexts?.Channels.Contains(channel) is true;

    /// <summary>Whether the contact may be answered so at that time.</summary>
    internal bool IsInConversation(Recipient recipient, Channel channel, DateTimeOffset at) =>
        recipient.AddressOn(channel) is { } address && freeTexts?.IsOpen(channel, senderOf?.Invoke(recipient, channel), address, at) is true;

    /// <summary>The zone whose clock the contact lives by.</summary>
    public string ZoneOf(Recipient recipient) => ContactZone.Of(recipient, outlets.Find(recipient.Outlet), workspace).TimeZone;

    /// <summary>The zone of the contact's outlet; the workspace's without one.</summary>
    public string OutletZoneOf(Recipient recipient) => outlets.Find(recipient.Outlet)?.TimeZone ?? workspace.TimeZone;

    /// <summary>What the clock says where the contact is.</summary>
    internal QuietDecision HoursOf(Recipient recipient, Channel channel, DateTimeOffset at)
    {
        if (hours is null)
            return default;
        var place = new Whereabouts(ContactZone.CountryOf(recipient), ContactZone.RegionOf(recipient), ZoneOf(recipient));
        if (decided.TryGetValue((at, place, channel), out var decision))
            return decision;
        if (decided.Count >= MostKept)
            decided.Clear();
        return decided[(at, place, channel)] = hours.Decide(at, place, channel);
    }
}
