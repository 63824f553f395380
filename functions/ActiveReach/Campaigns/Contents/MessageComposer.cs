using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Links;
using ActiveReach.Media;
using ActiveReach.Messages.Sms;
using ActiveReach.Messages.Templates;
using ActiveReach.Messages;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Contents;

/// <summary>The composer: templates are read once a run; a message then costs its rendering and its signatures.</summary>
/// <param name="publicUrl">Base of links in messages (setting <c>ActiveReach__PublicUrl</c>), e.g. <c>http://localhost:7071</c>, of workspaces that have no domain of their own.</param>
public sealed class MessageComposer(LinkTokens tokens, TimeProvider clock, string publicUrl) : IMessageComposer
{
    /// <summary>Of no run. All links are of one length, so those of a preview are as long as they will be.</summary>
    private static readonly LinkToken NoMessage = new(0, default, 0);

    private readonly RunContentsCache cache = new();
    private readonly string publicUrl = publicUrl.TrimEnd('/');

    /// <summary>Whether any content of the run has a link.</summary>
    public bool HasLinks(Run run) => cache.Of(run).Places.Count > 0;

    /// <summary>What a run of the definition freezes (<see cref="Run.Links"/>).</summary>
    public static IReadOnlyList<string> PlacesOf(CampaignDefinition definition, IReadOnlyList<PinnedMedia>? media = null) => new RunContents(definition, media: media).Places;

    public ComposedMessage Compose(Run run, LedgerAddress address, string variant, Channel channel, Recipient recipient, Workspace workspace) =>
        cache.Of(run) is var contents && contents.Find(variant, channel) is { } content
            ? Limited(Compose(run.Definition, contents.Links, content, new LinkToken(run.Number, address, 0), new MessageOrigin(run.Campaign.Value, run.Id.Value, recipient.Id.ToString(), variant, recipient.Outlet), channel, recipient, workspace), channel, workspace)
            : ComposedMessage.Refused(SkipReason.RenderFailed);

    /// <summary>The message as this contact would get it, even if it is too long to be sent; its links lead nowhere.</summary>
    /// <param name="templates">Those that it is made of.</param>
    /// <param name="media">The uploads that it carries.</param>
    public ComposedMessage Preview(CampaignDefinition definition, IReadOnlyList<PinnedTemplate> templates, string variant, Channel channel, Recipient recipient, Workspace workspace, IReadOnlyList<PinnedMedia>? media = null) =>
        new RunContents(definition, templates, media: media) is var contents && contents.Find(variant, channel) is { } content
            ? Judged(Compose(definition, contents.Links, content, NoMessage, new MessageOrigin(null, null, recipient.Id.ToString(), variant, recipient.Outlet), channel, recipient, workspace), channel, workspace)
            : ComposedMessage.Refused(SkipReason.RenderFailed);

    /// <summary>The message as this contact would get it, for somebody else. Its origin is no campaign, so that nobody counts it.</summary>
    /// <param name="number">Stands in its links where messages of a run have the run's.</param>
    /// <param name="address">What its key and tag name in place of a row of the ledger.</param>
    public ComposedMessage ForTest(
        CampaignDefinition definition, IReadOnlyList<PinnedTemplate> templates, long number, LedgerAddress address, string variant, Channel channel, Recipient recipient, string to, Workspace workspace,
        IReadOnlyList<PinnedMedia>? media = null)
    {
        var contents = new RunContents(definition, templates, media: media);
        if (contents.Find(variant, channel) is not { } content)
            return ComposedMessage.Refused(SkipReason.RenderFailed);
        var reachable = recipient.AddressOn(channel) is not null ? recipient : channel.Address() is ChannelAddress.Email ? recipient with { Email = to } : recipient with { Phone = to };
        var composed = Limited(Compose(definition, contents.Links, content, new LinkToken(number, address, 0), new MessageOrigin(null, null, null, variant, null), channel, reachable, workspace), channel, workspace);
        return composed.Message is { } message ? composed with { Message = message with { To = to } } : composed;
    }

    /// <summary>Where a link of the contents as they are leads for the contact; null when there is no such link or its address is none on the web.</summary>
    public static ResolvedLink? FindLink(CampaignDefinition definition, int link, Workspace workspace, IReadOnlyList<PinnedMedia>? media = null) =>
        new RunContents(definition, media: media).FindLink(link) is { } target
            ? new ResolvedLink(target.Fixed, recipient => target.Resolve(recipient, workspace))
            : null;

    private ComposedMessage Compose(
        CampaignDefinition definition, NumberedLinks links, ChannelContent content, LinkToken place, MessageOrigin origin, Channel channel, Recipient recipient, Workspace workspace)
    {
        if (recipient.AddressOn(channel) is not { } to)
            return ComposedMessage.Refused(SkipReason.NoAddress);
        if (SenderOf(definition, channel, recipient, workspace) is not { } from)
            return ComposedMessage.Refused(SkipReason.NoSender);
        if (content.IsBroken || (content.Text is null && content.Vendors is null && content.Cards.Count == 0) || !HeaderText.IsOneLine(to) || !HeaderText.IsOneLine(from))
            return ComposedMessage.Refused(SkipReason.RenderFailed);

        var linkBase = LinkSettings.BaseOf(workspace, publicUrl);
        var urls = new MessageUrls(linkBase, tokens, place, isSent: place != NoMessage, links, content.Media, recipient, workspace);
        var filled = content.Vendors is { } vendors ? FilledTemplate.Of(vendors, content.Parameters, ($"{linkBase}/r/", $"{publicUrl}/r/"), parameter => parameter.Render(recipient, workspace, urls)) : default;
        if ((content.Vendors is not null ? filled.Text : content.Text is null ? "" : content.Text.Render(recipient, workspace, urls)) is not { } text)
            return ComposedMessage.Refused(urls.Bad is null ? SkipReason.RenderFailed : SkipReason.BadLink, urls.Bad?.Fields ?? filled.Empty ?? "text");
        if (channel == Channel.Email && text.AsSpan().Trim().IsEmpty)
        {
            // Empty for this contact, before anything is hung below it.
            if (content.Text != content.Spoken)
                text = content.Spoken?.Render(recipient, workspace, urls) ?? "";
            if (text.AsSpan().Trim().IsEmpty && content.Html is null or { ShowsPictures: false, SaysNothing: false })
                return ComposedMessage.Refused(SkipReason.RenderFailed, content.Html is null ? "text" : "html");
        }

        var beside = channel == Channel.Sms && content.Media.Count > 0 ? WithEnd(text) : null;
        if (!text.AsSpan().Trim().IsEmpty)
            text = WithEnd(urls.WithLinks(text));

        var key = place.Address.ToString();
        var now = clock.GetUtcNow();
        var message = new OutgoingMessage
        {
            IdempotencyKey = key,
            FirstSentAt = now,
            Workspace = workspace.Id.Value,
            From = from,
            To = to,
            Tag = key,
            Text = text,
            Template = filled.Message,
            GoodFor = IsFollowed(definition, channel, recipient) ? definition.CheckFallback : null,
            Media = [.. content.Media.Select(part => new MessageMedia(part.Item.Url, part.Item.Type, part.Item.Name))],
            TextBesideMedia = beside,
            Origin = origin,
            Title = OneLine(content.Title),
            Link = OneLine(content.Link),
            Suggestions = CardTemplates.Suggestions(content.Suggestions, OneLine),
            Carousel = content.Cards.Count == 0 ? null : new Carousel(content.CardWidth, [.. content.Cards.Select(card => card.Render(OneLine, Several))]),
            Place = channel.Address() is ChannelAddress.App ? new InboxPlace(now + content.ExpiresIn, content.IsPinned) : null,
        };
        if (channel == Channel.Email)
            message = AsMail(message, content, urls, recipient, workspace);
        if (urls.Bad is { } bad)
            return ComposedMessage.Refused(SkipReason.BadLink, bad.Fields);
        if (urls.Personal is { } personal)
            message = message with { PersonalLinks = personal };
        return EmptyPart(message, content, channel) is { } part ? ComposedMessage.Refused(SkipReason.RenderFailed, part) : new ComposedMessage(message, null);

        string WithEnd(string words) => channel == Channel.Sms && !words.AsSpan().Trim().IsEmpty ? SmsEnd.WithOptOutLine(words, content.TellsOptOut, recipient, workspace) : words;

        string? OneLine(Template? template) =>
            template?.Render(recipient, workspace, urls) is { } line && HeaderText.OneLine(line).Trim() is { Length: > 0 } words ? words : null;

        string? Several(Template? template) => template?.Render(recipient, workspace, urls)?.Trim() is { Length: > 0 } words ? words : null;
    }

    /// <summary>Whether another channel may reach the contact where this one doesn't.</summary>
    private static bool IsFollowed(CampaignDefinition definition, Channel channel, Recipient recipient) =>
        definition.Delivery is DeliveryMode.FirstReachable && definition.Channels.SkipWhile(choice => choice.Channel != channel).Skip(1).Any(choice => recipient.AddressOn(choice.Channel) is not null);

    private static ComposedMessage Judged(ComposedMessage composed, Channel channel, Workspace workspace) =>
        channel == Channel.Sms && composed.Message is { } message && SmsEnd.IsTooLong(message.Text, workspace) ? composed with { Refusal = SkipReason.TooManySegments } : composed;

    private static ComposedMessage Limited(ComposedMessage composed, Channel channel, Workspace workspace) =>
        Judged(composed, channel, workspace) is { Refusal: SkipReason.TooManySegments } judged ? judged with { Message = null } : composed;

    /// <summary>The part that can't be sent as it came out.</summary>
    private static string? EmptyPart(OutgoingMessage message, ChannelContent content, Channel channel) =>
        channel == Channel.Email && string.IsNullOrWhiteSpace(message.Subject) ? "subject"
        : channel == Channel.Email && message.Html is null && content.Html is not null ? "html"
        : message.Text.AsSpan().Trim().IsEmpty && (content.Text is not null || message.Carousel is null) ? "text"
        : CardTemplates.Unfit(message.Suggestions) ?? CardTemplates.Unfit(message.Carousel);

    private static OutgoingMessage AsMail(OutgoingMessage message, ChannelContent content, MessageUrls urls, Recipient recipient, Workspace workspace) => message with
    {
        Subject = content.Subject is { } subject ? HeaderText.OneLine(subject.Render(recipient, workspace, urls) ?? "").Trim() : null,
        Text = content.Text is { NamesUnsubscribe: true } ? message.Text : $"{message.Text}\n\nUnsubscribe: {urls.Unsubscribe}\n",
        Html = content.Html?.Render(recipient, workspace, urls),
        Headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["List-Unsubscribe"] = $"<{urls.Unsubscribe}>",
            ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
        },
        Attachments = content.Attachments,
    };

    /// <summary>The one that most of a campaign's messages come from, as far as that can be told before: the campaign's, else the workspace's, else that of an outlet; null where there is none.</summary>
    internal static string? SenderOf(CampaignDefinition definition, Channel channel, Workspace workspace, OutletDirectory outlets) =>
        definition.Channels.FirstOrDefault(choice => choice.Channel == channel)?.Sender ?? workspace.Senders.GetValueOrDefault(channel)
        ?? outlets.All.Select(outlet => outlet.Senders.GetValueOrDefault(channel)).FirstOrDefault(sender => sender is not null);

    /// <summary>The one that the campaign names, else that of the contact's outlet, else the workspace's; in an app of its own, the workspace itself.</summary>
    internal static string? SenderOf(CampaignDefinition definition, Channel channel, Recipient recipient, Workspace workspace)
    {
        foreach (var choice in definition.Channels)
        {
            if (choice.Channel == channel && choice.Sender is { } sender)
                return sender;
        }

        return recipient.AtOutlet?.Senders.GetValueOrDefault(channel) ?? workspace.Senders.GetValueOrDefault(channel) ?? (channel.NeedsSender() ? null : workspace.Name);
    }
}

/// <param name="Fixed">The address when it is the same for everyone.</param>
/// <param name="For">The address for a contact; null when it is none on the web.</param>
public sealed record ResolvedLink(string? Fixed, Func<Recipient, string?> For);
