using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Channels;
using ActiveReach.Channels.Sms;
using ActiveReach.Consent;
using ActiveReach.Functions.Http;
using ActiveReach.Messages;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Analytics;

/// <summary>A message as one contact would get it.</summary>
public sealed class PreviewFunctions(CampaignWriter campaigns, IAudienceReader audience, MessageComposer composer)
{
    [Function("PreviewMessage")]
    [RequiresRole(Role.Viewer)]
    [Operation("The message as this contact would get it; its links lead nowhere.", Response = typeof(MessagePreview), Query = ["contact", "variant", "channel"])]
    public async Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns/{id}/preview")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery("contact", "variant", "channel");
        var caller = request.Caller();
        var campaign = await campaigns.FindAsync(caller, new CampaignId(id), request.HttpContext.RequestAborted);
        var workspace = await campaigns.WorkspaceAsync(caller, request.HttpContext.RequestAborted);
        var recipient = await RecipientAsync(request, caller.Workspace);
        var variant = VariantOf(campaign.Definition, request.One("variant"));
        var channel = ChannelOf(variant, request.One("channel"));
        var (message, refusal) = composer.Preview(campaign.Definition, variant.Id, channel, recipient, workspace);
        return Answers.Ok(new MessagePreview(
            channel, variant.Id, message?.From, message?.To, message?.Subject, message?.Text, message?.Html,
            channel == Channel.Sms && message is not null ? SmsSegments.Count(message.Text) : null,
            MayReach.Refusal(recipient, channel, campaign.Definition.Topic) ?? refusal));
    }

    private async Task<Recipient> RecipientAsync(HttpRequest request, WorkspaceId workspace)
    {
        var text = request.One("contact") ?? throw new InvalidInputException("contact", "required", "contact is missing: give the id of a contact, e.g. ctc_1.");
        var people = ContactId.TryParse(text, out var contact) ? await audience.ReadAsync(workspace, [contact], request.HttpContext.RequestAborted) : null;
        return people?.GetValueOrDefault(contact) ?? throw new NotFoundException("contact", text);
    }

    private static Variant VariantOf(CampaignDefinition definition, string? id) =>
        definition.Variants.FirstOrDefault(variant => id is null || variant.Id == id)
        ?? throw new InvalidInputException("variant", "unknown_variant", $"variant is '{id}': the campaign has {(definition.Variants.Count == 0 ? "none yet" : string.Join(", ", definition.Variants.Select(each => each.Id)))}.");

    private static Channel ChannelOf(Variant variant, string? name)
    {
        var written = variant.Content.Keys.Order().ToList();
        if (name is null && written.Count > 0)
            return written[0];
        return ChannelNames.TryParse(name, out var channel) && written.Contains(channel)
            ? channel
            : throw new InvalidInputException("channel", "unknown_channel", $"channel is '{name}': variant {variant.Id} has content for {(written.Count == 0 ? "none yet" : string.Join(", ", written.Select(each => each.Name())))}.");
    }
}

/// <param name="Refusal">Why the contact would not be sent this, e.g. <c>opted_out</c>; null when it would.</param>
public sealed record MessagePreview(
    Channel Channel, string Variant, string? From, string? To, string? Subject, string? Text, string? Html, SmsLength? Segments, string? Refusal);
