using ActiveReach.Audiences;
using ActiveReach.Campaigns.Carried;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Channels.Sms;
using ActiveReach.Consent;
using ActiveReach.Media;
using ActiveReach.Messages.Html;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Renders each variant on each channel for the first of some contacts who would be sent it, else for the first of them.</summary>
public sealed class BriefSamples(MessageComposer composer, CarriedMedia media)
{
    public async Task<IReadOnlyList<BriefSample>> OfAsync(
        CampaignDefinition definition, IReadOnlyList<PinnedTemplate> templates, IReadOnlyList<Recipient> people, Workspace workspace, CancellationToken cancellation = default)
    {
        var carried = await media.PinAsync(definition, workspace, cancellation);
        return [.. from variant in definition.Variants
                   from choice in definition.Channels
                   where variant.Content.ContainsKey(choice.Channel)
                   select Of(definition, templates, carried, variant, choice.Channel, people, workspace)];
    }

    private BriefSample Of(
        CampaignDefinition definition, IReadOnlyList<PinnedTemplate> templates, IReadOnlyList<PinnedMedia> carried, Variant variant, Channel channel, IReadOnlyList<Recipient> people, Workspace workspace)
    {
        var refused = new BriefSample(variant.Id, channel, null, null, null, null, null, null, null, null, null, "nobody_matches");
        foreach (var (person, place) in people.Select((person, place) => (person, place)))
        {
            var (message, refusal, _) = composer.Preview(definition, templates, variant.Id, channel, person, workspace, carried);
            var sample = new BriefSample(
                variant.Id, channel, person.Id.ToString(), Name(person), message?.From, message?.Subject, message?.Title, message?.Text, message?.Html, message?.Link,
                channel == Channel.Sms && message is not null ? SmsSegments.Count(message.Text).Segments : null,
                (FreeTexts.ChannelsOf(definition).Contains(channel) ? MayReach.Refusal(person, channel, definition.Topic) : MayReach.Barred(person, channel, definition.Topic)) ?? refusal)
            {
                Attachments = [.. (message?.Attachments ?? []).Select(attachment => new BriefAttachment(attachment.Name, attachment.Url))],
                InboxLine = message?.Html is { } html ? InboxLine.Of(html) : null,
                Suggestions = message?.Suggestions ?? [],
                Buttons = message?.Template?.Buttons ?? [],
                Carousel = message?.Carousel,
                Media = message?.Media ?? [],
                Place = message?.Place,
            };
            if (sample.Refusal is null)
                return sample;
            if (place == 0)
                refused = sample;
        }

        return refused;
    }

    /// <summary>What approvers recognise somebody by.</summary>
    internal static string? Name(Recipient person) =>
        string.Join(' ', new[] { person.FirstName, person.LastName }.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } name ? name : person.ExternalId;
}
