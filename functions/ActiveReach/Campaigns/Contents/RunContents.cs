using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Messages.Sms;
using ActiveReach.Messages.Templates;
using ActiveReach.Messages;

namespace ActiveReach.Campaigns.Contents;

/// <summary>All contents of a definition, read once, and the links in them. The same definition always gives the same table.</summary>
internal sealed class RunContents
{
    private readonly Dictionary<(string Variant, Channel Channel), ChannelContent> contents = [];

    public RunContents(CampaignDefinition definition)
    {
        foreach (var variant in definition.Variants)
        {
            foreach (var (channel, content) in variant.Content.OrderBy(pair => pair.Key))
                contents[(variant.Id, channel)] = new ChannelContent(channel, content, Links);
        }
    }

    public LinkTable Links { get; } = new();

    public ChannelContent? Find(string variant, Channel channel) => contents.GetValueOrDefault((variant, channel));
}

/// <summary>One variant's content for one channel.</summary>
internal sealed class ChannelContent
{
    public ChannelContent(Channel channel, Content content, LinkTable links)
    {
        Links = links;
        Subject = Read(content.Subject, TemplateKind.Subject);
        var text = Read(content.Text, TemplateKind.Text);
        var html = Read(content.Html, TemplateKind.Html);

        // A part of a mail that says nothing is none: the other one speaks for both.
        var isMail = channel == Channel.Email;
        Html = isMail && html is { SaysNothing: true } && !string.IsNullOrWhiteSpace(content.Text) ? null : html;
        Spoken = isMail ? Html?.AsText() : null;
        Text = isMail && string.IsNullOrWhiteSpace(content.Text) && Spoken is not null ? Spoken : text;

        TellsOptOut = channel == Channel.Sms && content.Text is { } written && OptOutWording.IsIn(written);

        Template? Read(string? source, TemplateKind kind) => source is null ? null : Template.Read(source, kind, links);
    }

    /// <summary>Those of the whole run, by whose numbers its links are named.</summary>
    public LinkTable Links { get; }

    public Template? Subject { get; }

    public Template? Text { get; }

    public Template? Html { get; }

    /// <summary>The HTML of a mail as text.</summary>
    public Template? Spoken { get; }

    /// <summary>Whether a text says how to opt out.</summary>
    public bool TellsOptOut { get; }

    public bool IsBroken => Subject is { IsBroken: true } || Text is { IsBroken: true } || Html is { IsBroken: true };
}
