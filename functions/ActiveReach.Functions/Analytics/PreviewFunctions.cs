using ActiveReach.Audiences;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Channels;
using ActiveReach.Channels.Sms;
using ActiveReach.Consent;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
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
    public async Task<Answer> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns/{id}/preview")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery("contact", "variant", "channel");
        var caller = request.Caller();
        var campaign = await campaigns.FindAsync(caller, new CampaignId(id), request.HttpContext.RequestAborted);
        var workspace = await campaigns.WorkspaceAsync(caller, request.HttpContext.RequestAborted);
        var recipient = await RecipientAsync(request, caller.Workspace);
        var variant = VariantOf(campaign.Definition, request.One("variant"));
        var channel = ChannelOf(variant, request.One("channel"));
        var (message, refusal, at) = composer.Preview(campaign.Definition, variant.Id, channel, recipient, workspace);
        var unreachable = MayReach.Refusal(recipient, channel, campaign.Definition.Topic);
        return Answers.Ok(new MessagePreview(
            channel, variant.Id, message?.From, message?.To, message?.Subject, message?.Text, message?.Html,
            channel == Channel.Sms && message is not null ? SmsSegments.Count(message.Text) : null,
            unreachable ?? refusal, refusal is null ? [] : [Problem(refusal, at, variant, channel)]));
    }

    private static InputProblem Problem(string refusal, string? at, Variant variant, Channel channel) => new(
        $"variants.{variant.Id}.content.{channel.Name()}{(refusal == SkipReason.RenderFailed && at is not null ? $".{at}" : "")}",
        refusal,
        refusal switch
        {
            SkipReason.BadLink => $"The link of {at} leads nowhere for this contact: what it holds is empty or starts with no https:// and host, so the contact is skipped. Fill the field, write {{{{default {at} 'https://…'}}}}, or show the link only {{{{#if {at}}}}}.",
            SkipReason.RenderFailed => $"The {at ?? "message"} comes out empty for this contact, so the contact is skipped: write a fallback, e.g. {{{{default first_name 'there'}}}}.",
            SkipReason.NoAddress => $"The contact has no address for {channel.Name()}.",
            _ => $"The contact is skipped: {refusal}.",
        });

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
/// <param name="Problems">What is wrong with the message for this contact, with the field and the remedy.</param>
public sealed record MessagePreview(
    Channel Channel, string Variant, string? From, string? To, string? Subject, string? Text, string? Html, SmsLength? Segments, string? Refusal, IReadOnlyList<InputProblem> Problems);
