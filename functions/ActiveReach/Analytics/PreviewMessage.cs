using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Carried;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Channels;
using ActiveReach.Channels.Sms;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Messages.Html;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics;

/// <summary>A campaign's message as one contact would get it.</summary>
public sealed class PreviewMessage(CampaignWriter campaigns, IAudienceReader audience, TemplateReviews reviews, CarriedMedia media, MessageComposer composer, OutletDirectories outlets, FreeTexts freeTexts, TimeProvider clock)
{
    /// <param name="contact">Id of a contact.</param>
    /// <param name="variant">Null for the first.</param>
    /// <param name="channel">By its name; null for the first that the variant has content for.</param>
    public async Task<MessagePreview> RunAsync(Caller caller, CampaignId id, string? contact, string? variant, string? channel, CancellationToken cancellation = default)
    {
        var campaign = await campaigns.FindAsync(caller, id, cancellation);
        var workspace = await campaigns.WorkspaceAsync(caller, cancellation);
        var recipient = await RecipientAsync(caller.Workspace, contact, cancellation);
        var shown = campaign.Definition.VariantOf(variant);
        var on = ChannelOf(shown, channel);
        var (message, refusal, at) = composer.Preview(campaign.Definition, await reviews.OfAsync(campaign, cancellation), shown.Id, on, recipient, workspace, await media.PinAsync(campaign.Definition, workspace, cancellation));
        var terms = ReachTerms.Of(campaign.Definition.Topic, keepsHours: false, workspace, await outlets.OfAsync(workspace.Id, cancellation));
        var unreachable = MayReach.Barred(recipient, on, await freeTexts.ForAsync(terms, campaign.Definition, workspace, [recipient], cancellation), clock.GetUtcNow());
        return new MessagePreview(
            on, shown.Id, message?.From, message?.To, message?.Subject, message?.Title, message?.Text, message?.Html, message?.Html is { } html ? InboxLine.Of(html) : null, message?.Link, message?.Suggestions ?? [], message?.Template?.Buttons ?? [], message?.Carousel, message?.Place,
            on == Channel.Sms && message is not null ? SmsSegments.Count(message.Text) : null,
            message?.Media ?? [], [.. (message?.Attachments ?? []).Select(attachment => new PreviewAttachment(attachment.MediaId, attachment.Name, attachment.Type, attachment.Url))], unreachable ?? refusal, refusal is null ? [] : [Problem(refusal, at, shown, on)]);
    }

    private static InputProblem Problem(string refusal, string? at, Variant variant, Channel channel) => new(
        $"variants.{variant.Id}.content.{channel.Name()}{(refusal == SkipReason.RenderFailed && at is not null ? $".{at}" : "")}",
        refusal,
        refusal switch
        {
            SkipReason.BadLink => $"The link of {at} leads nowhere for this contact: what it holds is empty or starts with no https:// and host, so the contact is skipped. Fill the field, write {{{{default {at} 'https://…'}}}}, or show the link only {{{{#if {at}}}}}.",
            SkipReason.RenderFailed when at?.StartsWith("cards", StringComparison.Ordinal) is true || at?.StartsWith("suggestions", StringComparison.Ordinal) is true =>
                $"The {at} comes out empty or too long for this contact, so the contact is skipped: write a fallback, or less.",
            SkipReason.RenderFailed => $"The {at ?? "message"} comes out empty for this contact, so the contact is skipped: write a fallback, e.g. {{{{default first_name 'there'}}}}.",
            SkipReason.NoAddress => channel.Address() is ChannelAddress.Device ? "The contact has no device: register one (contacts/{id}/devices)." : $"The contact has no address for {channel.Name()}.",
            _ => $"The contact is skipped: {refusal}.",
        });

    private async Task<Recipient> RecipientAsync(WorkspaceId workspace, string? contact, CancellationToken cancellation)
    {
        var text = contact ?? throw new InvalidInputException("contact", "required", "contact is missing: give the id of a contact, e.g. ctc_1.");
        var people = ContactId.TryParse(text, out var id) ? await audience.ReadAsync(workspace, [id], cancellation) : null;
        return people?.GetValueOrDefault(id) ?? throw new NotFoundException("contact", text);
    }

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

/// <param name="Media">The uploads that it carries.</param>
/// <param name="Attachments">Files that go with a mail.</param>
/// <param name="InboxLine">What inboxes show of a mail beside its subject.</param>
/// <param name="Carousel">The cards that are shown in place of the text.</param>
/// <param name="Refusal">Why the contact would not be sent this, e.g. <c>opted_out</c>; null when it would.</param>
/// <param name="Problems">What is wrong with the message for this contact, with the field and the remedy.</param>
/// <param name="Place">Of in-app messages: until when and where it is shown.</param>
public sealed record MessagePreview(
    Channel Channel, string Variant, string? From, string? To, string? Subject, string? Title, string? Text, string? Html, string? InboxLine, string? Link, IReadOnlyList<Suggestion> Suggestions, IReadOnlyList<MessageButton> Buttons, Carousel? Carousel, InboxPlace? Place,
    SmsLength? Segments, IReadOnlyList<MessageMedia> Media, IReadOnlyList<PreviewAttachment> Attachments, string? Refusal, IReadOnlyList<InputProblem> Problems);

/// <param name="Name">As it is called where it arrives.</param>
public sealed record PreviewAttachment(string MediaId, string Name, string Type, string? Url);
