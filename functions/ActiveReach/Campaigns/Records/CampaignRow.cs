using System.Text.Json.Serialization;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Channels;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Records;

/// <summary>What a campaign is found and sorted by in lists, and its figures there: a small document of its own, so that a list reads no definition
/// it doesn't show, and figures change without the campaign.</summary>
public sealed record CampaignRow
{
    /// <summary>Stands for "no start yet" so that such campaigns come last in order of start.</summary>
    private const double NoStart = long.MaxValue;

    /// <summary>Stands for a figure that there is not, below all that there are.</summary>
    private const double NoFigure = -1;

    public required CampaignId Id { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public string? Name { get; init; }

    public required CampaignStatus Status { get; init; }

    public required CampaignType Type { get; init; }

    public CampaignPriority Priority { get; init; } = CampaignPriority.Normal;

    public IReadOnlyList<Channel> Channels { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Description { get; init; }

    public string? Location { get; init; }

    /// <summary>The brand campaign that it replaces at its location.</summary>
    public string? Overrides { get; init; }

    /// <summary>Those that its audience and its trigger name themselves.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>Names of the templates whose review it waits for.</summary>
    public IReadOnlyList<string> Awaits { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>How many runs it has started.</summary>
    public int Runs { get; init; }

    /// <summary>Null until the first of them is counted.</summary>
    public CampaignFigures? Figures { get; init; }

    /// <summary>Of how many runs <see cref="Figures"/> are final; they are counted again and again while it has others.</summary>
    public int FinalRuns { get; init; }

    internal static DocumentKind<CampaignRow> Kind { get; } = new DocumentKind<CampaignRow>("campaign-row", row => row.Id.Value)
        .By("status", row => (double)row.Status)
        .By("type", row => (double)row.Type)
        .By("priority", row => (double)row.Priority)
        .By("name", row => ListText.Fold(row.Name))
        .By("overrides", row => row is { Location: not null, Overrides: { } overrides } ? overrides : (FieldValue?)null)
        .By("location", row => row.Location is { } location ? location : (FieldValue?)null)
        .ByMany("channel", row => Each(row.Channels.Select(channel => channel.Name())))
        .ByMany("tag", row => Each(row.Tags.Select(ListText.Fold)))
        .ByMany("segment", row => Each(row.Segments.Select(ListText.Fold)))
        .ByMany("awaits", row => Each(row.Awaits))
        .By("words", row => ListText.Fold(string.Join('\n', [row.Name, row.Description, .. row.Tags])))
        .By("createdAt", row => row.CreatedAt)
        .By("updatedAt", row => row.UpdatedAt)
        .By("startsAt", row => row.StartsAt is { } start ? start : NoStart)
        .By("onDate", row => row.StartsAt ?? row.CreatedAt)
        .By("recipients", row => row.Figures?.Recipients ?? NoFigure)
        .By("responseRate", row => row.Figures?.ResponseRate ?? NoFigure)
        .By("ctr", row => row.Figures?.Ctr ?? NoFigure)
        .By("revenue", row => (double?)row.Figures?.Revenue ?? NoFigure)
        .By("countedAt", row => row.FinalRuns < row.Runs ? row.Figures?.AsOf ?? DateTimeOffset.UnixEpoch : (FieldValue?)null);

    /// <param name="before">The row as it was, for its figures.</param>
    internal static CampaignRow Of(Campaign campaign, CampaignRow? before) => new()
    {
        Id = campaign.Id,
        Workspace = campaign.Workspace,
        Name = campaign.Definition.Name,
        Status = campaign.Status,
        Type = campaign.Definition.Type,
        Priority = campaign.Definition.Priority,
        Channels = [.. campaign.Definition.Channels.Select(choice => choice.Channel)],
        Tags = campaign.Definition.Tags,
        Description = campaign.Definition.Description,
        Location = campaign.Definition.Location,
        Overrides = campaign.Definition.Overrides,
        Segments = [.. new[] { campaign.Definition.Audience, WatchedAudience.Of(campaign.Definition) }.OfType<Audience>().SelectMany(SegmentNames.In).Select(segment => segment.Value).Distinct(StringComparer.Ordinal)],
        Awaits = campaign.Status is CampaignStatus.InReview ? [.. campaign.Templates.Select(template => template.Name)] : [],
        CreatedAt = campaign.CreatedAt,
        UpdatedAt = campaign.UpdatedAt,
        StartsAt = campaign.StartsAt,
        Runs = campaign.RunsStarted,
        Figures = before?.Figures,
        FinalRuns = before?.FinalRuns ?? 0,
    };

    private static IEnumerable<FieldValue> Each(IEnumerable<string> values) => values.Select(value => (FieldValue)value);
}

/// <summary>Figures of a campaign in lists, as <c>campaigns/{id}/analytics</c> gave them at <see cref="AsOf"/>.</summary>
public sealed record CampaignFigures
{
    public long Recipients { get; init; }

    public long Sent { get; init; }

    public long Delivered { get; init; }

    /// <summary>Null where no answer could come.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? ResponseRate { get; init; }

    /// <summary>Null where nothing could be clicked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? Ctr { get; init; }

    public decimal Revenue { get; init; }

    /// <summary>The moment that they show: about a minute ago at most while they move, when they became final after that.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
