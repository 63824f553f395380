using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Channels.Cast;
using ActiveReach.Channels.Attached;
using ActiveReach.Media;
using ActiveReach.Media.Attached;
using ActiveReach.Messages.Html;
using ActiveReach.Messages.Sms;
using ActiveReach.Messages.Templates;
using ActiveReach.Messages;

namespace ActiveReach.Campaigns.Contents;

/// <summary>All contents of a definition, read once, and the links in them.</summary>
internal sealed class RunContents
{
    private readonly Dictionary<(string Variant, Channel Channel), ChannelContent> contents = [];
    private readonly LinkTable table = new();

    /// <param name="templates">Those that contents are made of; none where only their links are asked for.</param>
    /// <param name="places">Where the links lead, as the run froze them; null before there is one.</param>
    /// <param name="media">The uploads that contents carry.</param>
    public RunContents(CampaignDefinition definition, IReadOnlyList<PinnedTemplate>? templates = null, IReadOnlyList<string>? places = null, IReadOnlyList<PinnedMedia>? media = null)
    {
        foreach (var variant in definition.Variants)
        {
            foreach (var (channel, content) in variant.Content.OrderBy(pair => pair.Key))
                contents[(variant.Id, channel)] = new ChannelContent(channel, content, table, templates?.FirstOrDefault(template => template.Channel == channel));
        }

        // Links to uploads come after those that are written, whose numbers don't depend on them.
        foreach (var (variant, channel) in definition.Variants.SelectMany(variant => variant.Content.Keys.Order().Select(channel => (variant, channel))))
            contents[(variant.Id, channel)].Carry(variant.Content[channel], media ?? [], channel.Traits().LinksMedia, table);

        Places = places ?? table.Places;
        Links = new NumberedLinks(table, Places);
    }

    /// <inheritdoc cref="LinkTable.Places"/>
    public IReadOnlyList<string> Places { get; }

    public NumberedLinks Links { get; }

    /// <summary>Null when there is no such link.</summary>
    public LinkTarget? FindLink(int number) => table.All.FirstOrDefault(target => number >= 0 && number < Places.Count && target.Place == Places[number]);

    public ChannelContent? Find(string variant, Channel channel) => contents.GetValueOrDefault((variant, channel));
}

/// <summary>One variant's content for one channel.</summary>
internal sealed class ChannelContent
{
    /// <param name="vendors">The template that it gives values to.</param>
    public ChannelContent(Channel channel, Content content, LinkTable links, PinnedTemplate? vendors = null)
    {
        Vendors = vendors;
        Parameters = [.. (content.Parameters ?? []).Select(parameter => Read(parameter, TemplateKind.Text)!)];
        Subject = Read(content.Subject, TemplateKind.Subject);
        var text = Read(content.Text, TemplateKind.Text);
        var html = Read(content.Html is { } written ? MailHtml.Of(written, content.Preheader, content.InlineStyles is not false) : null, TemplateKind.Html);

        // A part of a mail that says nothing is none: the other one speaks for both.
        var isMail = channel == Channel.Email;
        Html = isMail && html is { SaysNothing: true } && !string.IsNullOrWhiteSpace(content.Text) ? null : html;
        Spoken = isMail ? Html?.AsText() : null;
        Text = isMail && string.IsNullOrWhiteSpace(content.Text) && Spoken is not null ? Spoken : text;

        Title = Read(content.Title, TemplateKind.Subject);
        Link = Read(content.Link, TemplateKind.Address);
        Suggestions = CardTemplates.SuggestionsOf(content.Suggestions, links);
        Cards = [.. (content.Cards ?? []).Select(card => new CardTemplates(card, links))];
        CardWidth = content.CardWidth ?? CardWidth.Medium;
        (ExpiresIn, IsPinned) = (content.ExpiresIn, content.Pinned is true);
        TellsOptOut = channel == Channel.Sms && content.Text is { } words && OptOutWording.IsIn(words);
        IsBroken = new[] { Subject, Text, Html, Title, Link }.Concat(Parameters).Concat(Suggestions.SelectMany(each => new[] { each.Text, each.Link })).Any(template => template is { IsBroken: true }) || Cards.Any(card => card.IsBroken);

        Template? Read(string? source, TemplateKind kind) => source is null ? null : Template.Read(source, kind, links);
    }

    /// <summary>The vendor's template, where it is made of one.</summary>
    public PinnedTemplate? Vendors { get; }

    /// <summary>What stands in the places of the vendor's template.</summary>
    public IReadOnlyList<Template> Parameters { get; }

    public Template? Subject { get; }

    public Template? Text { get; }

    public Template? Html { get; }

    /// <summary>The HTML of a mail as text.</summary>
    public Template? Spoken { get; }

    public Template? Title { get; }

    /// <summary>Where a tap on the message leads.</summary>
    public Template? Link { get; }

    public IReadOnlyList<(Template Text, Template? Link)> Suggestions { get; }

    /// <summary>What is shown in place of the text.</summary>
    public IReadOnlyList<CardTemplates> Cards { get; }

    public CardWidth CardWidth { get; }

    public TimeSpan? ExpiresIn { get; }

    public bool IsPinned { get; }

    /// <summary>Whether a text says how to opt out.</summary>
    public bool TellsOptOut { get; }

    /// <summary>The uploads that it carries, in their order.</summary>
    public IReadOnlyList<MediaPart> Media { get; private set; } = [];

    /// <summary>The files that go with it. One that is no more keeps its place, so that the message isn't sent without it.</summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; private set; } = [];

    /// <summary>What its author doesn't place himself is linked to.</summary>
    /// <param name="isLinked">Whether the channel's messages lead to what they carry.</param>
    public void Carry(Content content, IReadOnlyList<PinnedMedia> media, bool isLinked, LinkTable links)
    {
        Media =
        [
            .. from reference in content.Media ?? []
               from item in media
               where item.Id == reference.MediaId
               select new MediaPart(item, !isLinked || Html?.Media.Contains(item.Id) is true ? null : links.Add(LinkTarget.Same(item.Url)), media.FirstOrDefault(poster => poster.Id == reference.PosterId)),
        ];
        foreach (var card in Cards)
            card.Carry(media);
        Attachments = [.. (content.Attachments ?? []).Select(reference => Of(reference, media.FirstOrDefault(item => item.Id == reference.MediaId)))];

        static MessageAttachment Of(AttachmentReference reference, PinnedMedia? item) =>
            new(reference.MediaId, reference.Name ?? (item is null ? reference.MediaId : AttachmentName.Of(item.Name, MediaType.Of(item.Type)!)), item?.Type ?? "application/octet-stream") { Url = item?.Url };
    }

    public bool IsBroken { get; }
}
