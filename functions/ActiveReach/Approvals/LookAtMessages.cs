using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>A campaign's messages as they look, before it is submitted or after: each variant on each channel, for one contact or for the first who would be sent it.</summary>
public sealed class LookAtMessages(CampaignWriter campaigns, TemplateReviews reviews, AudienceLook audience, IAudienceReader reader, BriefSamples samples)
{
    /// <param name="contact">Id of any contact; null for the first of the audience who would be sent each message.</param>
    /// <param name="variant">Null for all.</param>
    /// <param name="channel">By its name; null for all.</param>
    public async Task<LookedAtMessages> RunAsync(Caller caller, CampaignId id, string? contact, string? variant, string? channel, CancellationToken cancellation = default)
    {
        var campaign = await campaigns.FindAsync(caller, id, cancellation);
        var workspace = await campaigns.WorkspaceAsync(caller, cancellation);
        var definition = Narrowed(campaign.Definition, variant, channel);
        var people = contact is null ? (await audience.ReadAsync(definition, workspace, cancellation)).Sample : [await FindAsync(workspace.Id, contact, cancellation)];
        return new LookedAtMessages(campaign.Definition, await samples.OfAsync(definition, await reviews.OfAsync(campaign, cancellation), people, workspace, cancellation));
    }

    private async Task<Recipient> FindAsync(WorkspaceId workspace, string contact, CancellationToken cancellation) =>
        (ContactId.TryParse(contact, out var id) ? await reader.ReadAsync(workspace, [id], cancellation) : null)?.GetValueOrDefault(id) ?? throw new NotFoundException("contact", contact);

    private static CampaignDefinition Narrowed(CampaignDefinition definition, string? variant, string? channel)
    {
        if (channel is not null && definition.Channels.All(choice => choice.Channel.Name() != channel))
            throw new InvalidInputException("channel", "unknown_channel", $"channel is '{InputProblem.Shorten(channel)}': the campaign has {(definition.Channels.Count == 0 ? "none yet" : string.Join(", ", definition.Channels.Select(choice => choice.Channel.Name())))}.");
        return definition with
        {
            Variants = variant is null ? definition.Variants : [definition.VariantOf(variant)],
            Channels = [.. definition.Channels.Where(choice => channel is null || choice.Channel.Name() == channel)],
        };
    }
}

/// <param name="Definition">The whole.</param>
public sealed record LookedAtMessages(CampaignDefinition Definition, IReadOnlyList<BriefSample> Samples);
