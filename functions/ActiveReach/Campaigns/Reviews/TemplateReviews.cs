using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.TemplateLibrary;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Reviews;

/// <summary>The templates that campaigns are made of, and what their vendors say of them.</summary>
public sealed class TemplateReviews(SavedTemplates templates, TimeProvider clock)
{
    /// <summary>How long a vendor may take before a campaign that waits is cancelled.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>The templates of a definition as they are now; one that there is none of is left out.</summary>
    public async Task<IReadOnlyList<PinnedTemplate>> PinAsync(CampaignDefinition definition, WorkspaceId workspace, CancellationToken cancellation = default)
    {
        var pinned = new List<PinnedTemplate>();
        foreach (var choice in definition.Channels)
        {
            if (choice.Template is { } name && await templates.FindAsync(workspace, name, cancellation) is { } template && template.Channel == choice.Channel)
                pinned.Add(Pinned(template, template.Submitted ?? template.Latest));
        }

        return pinned;
    }

    /// <summary>Those of a submission, or of a draft as they are now.</summary>
    public async Task<IReadOnlyList<PinnedTemplate>> OfAsync(Campaign campaign, CancellationToken cancellation = default) =>
        campaign.Status is CampaignStatus.Draft ? await PinAsync(campaign.Definition, campaign.Workspace, cancellation) : campaign.Templates;

    /// <summary>Where it goes that needs nobody's approval any more: to review where a vendor has not approved what it is made of, else to where it would go without one.</summary>
    internal async Task<Campaign> EnterAsync(Campaign campaign, CampaignMove move, CampaignStatus target, CancellationToken cancellation) =>
        await AwaitsAsync(campaign, cancellation) ? Waiting(campaign, move) : campaign.To(move, target);

    /// <summary>The same of a change that would need no review if it came a moment later: whether it does is looked at anew.</summary>
    internal Campaign Waiting(Campaign campaign, CampaignMove move)
    {
        var now = clock.GetUtcNow();
        return campaign.To(move, CampaignStatus.InReview) with { Review = ReviewState.Waiting, ReviewExpiresAt = ExpiresAt(campaign, now) };
    }

    internal async Task<bool> AwaitsAsync(Campaign campaign, CancellationToken cancellation) => await VerdictAsync(campaign, cancellation) is not { State: TemplateState.Approved };

    /// <summary>What the vendors say of the campaign's templates: of several, the worst.</summary>
    public async Task<ReviewVerdict> VerdictAsync(Campaign campaign, CancellationToken cancellation = default)
    {
        var verdict = new ReviewVerdict(TemplateState.Approved);
        foreach (var pinned in campaign.Templates)
        {
            var version = (await templates.FindAsync(campaign.Workspace, pinned.Name, cancellation))?.Find(pinned.Version);
            if (version?.State is TemplateState.Rejected)
                return new ReviewVerdict(TemplateState.Rejected, pinned, version.Reason);
            if (version?.State is not TemplateState.Approved)
                verdict = new ReviewVerdict(TemplateState.Pending, pinned);
        }

        return verdict;
    }

    /// <summary>At the send time at the latest, unless there are more to come; where that is over already, as long as it may be late.</summary>
    private static DateTimeOffset ExpiresAt(Campaign campaign, DateTimeOffset now)
    {
        var longest = now + Longest;
        if (campaign.StartsAt is not { } start || campaign.Definition.IsStanding || campaign.Definition.Type is CampaignType.Recurring)
            return longest;
        var last = start > now ? start : start + StartTime.LateTolerance;
        return last < longest ? last : longest;
    }

    private static PinnedTemplate Pinned(LibraryTemplate template, TemplateVersion version) => new(
        template.Channel, template.Name, version.Number, version.NameAtVendor(template.Name), version.Reference, version.Language, version.Header, version.Body, version.Footer)
    { HeaderMedia = version.HeaderMedia, Buttons = version.Buttons };
}

/// <param name="Template">The one that it hangs on; null when all are approved.</param>
/// <param name="Reason">Why it was rejected.</param>
public sealed record ReviewVerdict(TemplateState State, PinnedTemplate? Template = null, string? Reason = null);
