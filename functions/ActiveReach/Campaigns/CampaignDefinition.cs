using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveReach.Audiences;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns;

/// <summary>What a campaign is to do, as the contract writes it. A draft may be incomplete; see <c>CampaignValidation</c>.</summary>
public sealed record CampaignDefinition
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public CampaignType Type { get; init; } = CampaignType.OneTime;

    public string? Goal { get; init; }

    /// <summary>Outlet id of an outlet-tier campaign; null for the whole brand.</summary>
    public string? Location { get; init; }

    /// <summary>Missing: not chosen yet. An empty object is everyone.</summary>
    public Audience? Audience { get; init; }

    /// <summary>The audience as it is sent to: that of an outlet's campaign is its outlet's, also where it names nobody, as a standing one may.</summary>
    [JsonIgnore]
    public Audience? SentAudience => Location is { } location ? (Audience ?? new Audience()) with { Outlet = location } : Audience;

    /// <summary>In order of priority.</summary>
    public IReadOnlyList<ChannelChoice> Channels { get; init; } = [];

    public DeliveryMode Delivery { get; init; } = DeliveryMode.FirstReachable;

    /// <summary>1 to 5; one is a campaign without an experiment.</summary>
    public IReadOnlyList<Variant> Variants { get; init; } = [];

    public ExperimentDefinition? Experiment { get; init; }

    public Schedule? Schedule { get; init; }

    public ApprovalDefinition? Approval { get; init; }

    public ConversionGoal? Conversion { get; init; }

    /// <summary>How long replies count from the moment the last recipient is settled. Default 6 hours.</summary>
    public TimeSpan ReplyWindow { get; init; } = TimeSpan.FromHours(6);

    /// <summary>With <see cref="DeliveryMode.FirstReachable"/>: how long to wait for a delivery report before the next
    /// channel. Missing: <see cref="CheckFallback"/>.</summary>
    public TimeSpan? FallbackAfter { get; init; }

    /// <summary><see cref="FallbackAfter"/>, or 15 minutes.</summary>
    [JsonIgnore]
    public TimeSpan CheckFallback => FallbackAfter ?? TimeSpan.FromMinutes(15);

    /// <summary>Whether a test of variants comes first, and somebody is left whom its winner goes to.</summary>
    [JsonIgnore]
    public bool HasRestBehindTest => TestsFirst && Experiment!.Sample < 1 && Variants.Count > 1;

    /// <summary>Whether a part of the audience is sent to first.</summary>
    [JsonIgnore]
    public bool TestsFirst => Experiment is { Method: ExperimentMethod.TestFirst };

    /// <summary>Whether the people of each outlet get a winner of their own.</summary>
    [JsonIgnore]
    public bool DecidesByOutlet => TestsFirst && Experiment!.Scope is ExperimentScope.Outlet && Variants.Count > 1;

    /// <summary>The variant that somebody asks for; the control for null.</summary>
    /// <exception cref="InvalidInputException">There is none of this id.</exception>
    public Variant VariantOf(string? id) => Variants.FirstOrDefault(variant => id is null || variant.Id == id)
        ?? throw new InvalidInputException("variant", "unknown_variant", $"variant is '{InputProblem.Shorten(id ?? "")}': the campaign has {(Variants.Count == 0 ? "none yet" : string.Join(", ", Variants.Select(each => each.Id)))}.");

    /// <summary>What the messages are about, for consent by topic: one of the workspace's topics; null for nothing in particular.</summary>
    public string? Topic { get; init; }

    /// <summary>False for messages that may go at any hour, whatever the rules of quiet hours say.</summary>
    public bool QuietHours { get; init; } = true;

    /// <summary>Whose messages go to people whom frequency caps leave a place for one of several.</summary>
    public CampaignPriority Priority { get; init; } = CampaignPriority.Normal;

    /// <summary>The brand campaign that this outlet campaign replaces.</summary>
    public string? Overrides { get; init; }

    /// <summary>For triggered campaigns.</summary>
    public JsonElement? Trigger { get; init; }

    /// <summary>Whether it has no hour of its own: it stands, and whoever an event, a call or their birthday asks it for gets it.</summary>
    [JsonIgnore]
    public bool IsStanding => IsAskedFor || Type is CampaignType.Birthday;

    /// <summary>Whether an event or a call asks it for somebody, which need no audience and say something that messages may name.</summary>
    [JsonIgnore]
    public bool IsAskedFor => Type is CampaignType.Triggered or CampaignType.Api;

    /// <summary>Whether somebody gets it for something that was said, by an event or a call, which its content may name.</summary>
    [JsonIgnore]
    public bool HasEventData => IsAskedFor && WatchedAudience.Of(this) is null;

    /// <summary>For hybrid campaigns.</summary>
    public JsonElement? Ads { get; init; }
}

public enum CampaignType
{
    OneTime,
    Recurring,
    Triggered,
    Hybrid,
    Birthday,
    Api,
    Test,
}

/// <summary>Ascending. Stored: never renumber.</summary>
public enum CampaignPriority
{
    Low = 0,
    Normal = 1,
    High = 2,
}

public enum DeliveryMode
{
    /// <summary>The first channel that reaches the contact, then the next when it fails for good.</summary>
    FirstReachable,

    /// <summary>Every channel that reaches the contact.</summary>
    All,
}

public sealed record ChannelChoice
{
    public required Channel Channel { get; init; }

    /// <summary>Overrides the workspace's sender of this channel.</summary>
    public string? Sender { get; init; }

    public string? Template { get; init; }
}

/// <summary>One version of the message.</summary>
public sealed record Variant
{
    /// <summary>1 to 16 of <c>A-Z a-z 0-9 _ -</c>, unique in the campaign; the first one is the control.</summary>
    public required string Id { get; init; }

    public IReadOnlyDictionary<Channel, Content> Content { get; init; } = new Dictionary<Channel, Content>();

    /// <summary>When it goes out, at the earliest; null: when the campaign starts. Where a test decides between times of day, the rest gets the winner at its
    /// time of the first day on which that is still to come.</summary>
    public DateTimeOffset? SendAt { get; init; }
}

/// <summary>The content for one channel; which members count depends on the channel. All texts are Handlebars.</summary>
public sealed record Content
{
    public string? Text { get; init; }

    public string? Subject { get; init; }

    public string? Html { get; init; }

    /// <summary>What inboxes show of a mail beside its subject; without it, how its body begins.</summary>
    public string? Preheader { get; init; }

    /// <summary>False: the style sheets of a mail stay where they are alone.</summary>
    public bool? InlineStyles { get; init; }

    public string? Title { get; init; }

    /// <summary>Values of the placeholders of a WhatsApp template.</summary>
    public IReadOnlyList<string>? Parameters { get; init; }

    public IReadOnlyList<MediaReference>? Media { get; init; }

    /// <summary>Files that go with a mail.</summary>
    public IReadOnlyList<AttachmentReference>? Attachments { get; init; }

    /// <summary>Where a tap on a push or in-app message leads.</summary>
    public string? Link { get; init; }

    /// <summary>What can be answered or opened with one tap, on RCS.</summary>
    public IReadOnlyList<Suggestion>? Suggestions { get; init; }

    /// <summary>2 to 10 to leaf through, on RCS; the text beside them is for a provider that can't show them.</summary>
    public IReadOnlyList<CardContent>? Cards { get; init; }

    /// <summary>Missing: medium.</summary>
    public CardWidth? CardWidth { get; init; }

    /// <summary>How long an in-app message is shown, from its hand-over on; missing: as long as it is kept.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>Whether an in-app message stands above those that are not.</summary>
    public bool? Pinned { get; init; }

    /// <summary>Its cards as they are written; null where it has none.</summary>
    /// <param name="mediaOf">What stands for the upload of a card.</param>
    public Carousel? CarouselOf(Func<CardContent, MessageMedia?> mediaOf) =>
        Cards is null ? null : new Carousel(CardWidth ?? Channels.CardWidth.Medium, [.. Cards.Select(card => new Card(card.Title, card.Description, mediaOf(card), card.Suggestions ?? []))]);
}

/// <summary>A card of a message that has several. All texts are Handlebars.</summary>
public sealed record CardContent
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>One picture or film.</summary>
    public IReadOnlyList<MediaReference>? Media { get; init; }

    public IReadOnlyList<Suggestion>? Suggestions { get; init; }
}

/// <param name="PosterId">The picture by which a mail shows a film; null: its name.</param>
public sealed record MediaReference(string MediaId, string? PosterId = null);

/// <param name="Name">What it is called where it arrives; null: as the upload is.</param>
public sealed record AttachmentReference(string MediaId, string? Name);
