using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Channels;

namespace ActiveReach.Functions.Previews;

/// <summary>What somebody sees of a message.</summary>
internal sealed record ShownMessage
{
    public required Channel Channel { get; init; }

    public string? From { get; init; }

    public string? Subject { get; init; }

    /// <summary>Beside the subject in an inbox.</summary>
    public string? InboxLine { get; init; }

    public string? Title { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    /// <summary>Whether a tap on it opens something.</summary>
    public bool Opens { get; init; }

    public bool IsPinned { get; init; }

    public IReadOnlyList<Suggestion> Suggestions { get; init; } = [];

    public IReadOnlyList<MessageButton> Buttons { get; init; } = [];

    public Carousel? Carousel { get; init; }

    public IReadOnlyList<MessageMedia> Media { get; init; } = [];

    public static ShownMessage Of(BriefSample sample) => new()
    {
        Channel = sample.Channel,
        From = sample.From,
        Subject = sample.Subject,
        InboxLine = sample.InboxLine ?? sample.Text,
        Title = sample.Title,
        Text = sample.Text,
        Html = sample.Html,
        Opens = sample.Link is not null,
        IsPinned = sample.Place is { IsPinned: true },
        Suggestions = sample.Suggestions,
        Buttons = sample.Buttons,
        Carousel = sample.Carousel,
        Media = sample.Media,
    };

    /// <summary>With its fields as they stand; its uploads apart.</summary>
    public static ShownMessage AsWritten(Channel channel, Content content) => new()
    {
        Channel = channel,
        Subject = content.Subject,
        InboxLine = content.Preheader,
        Title = content.Title,
        Text = content.Text ?? (content.Parameters is { } parameters ? string.Join('\n', parameters) : null),
        Html = content.Html,
        Opens = content.Link is not null,
        IsPinned = content.Pinned is true,
        Suggestions = content.Suggestions ?? [],
        Carousel = content.CarouselOf(_ => null),
    };
}
