using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent.Hours;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent;

/// <summary>What a decision depends on besides the contact and the moment: the campaign and its workspace. Remembers what it decided
/// for a place, since many people live in one; for a single thread, and for a page or a batch of people.</summary>
public sealed class ReachTerms
{
    private readonly Workspace workspace;
    private readonly QuietHours? hours;
    private readonly Dictionary<(Whereabouts Place, Channel Channel), QuietDecision> decided = [];
    private DateTimeOffset decidedAt;

    private ReachTerms(Workspace workspace, CampaignDefinition definition)
    {
        this.workspace = workspace;
        Topic = definition.Topic;
        hours = definition.QuietHours && workspace.QuietHours.On ? QuietHours.Of(workspace.QuietHours) : null;
    }

    /// <summary>What the messages are about; null for nothing in particular.</summary>
    public string? Topic { get; }

    public static ReachTerms Of(CampaignDefinition definition, Workspace workspace) => new(workspace, definition);

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

        var place = ContactPlace.Of(recipient, outlet: null, workspace);
        if (!decided.TryGetValue((place, channel), out var decision))
            decided[(place, channel)] = decision = hours.Decide(at, place, channel);
        return decision;
    }
}
