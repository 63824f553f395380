using ActiveReach.Ids;

namespace ActiveReach.Campaigns.Records;

/// <summary>What to list; null members don't filter.</summary>
public sealed record CampaignQuery
{
    public IReadOnlyList<CampaignStatus> Statuses { get; init; } = [];

    public CampaignType? Type { get; init; }

    public IReadOnlyList<CampaignPriority> Priorities { get; init; } = [];

    public Channels.Channel? Channel { get; init; }

    public string? Tag { get; init; }

    public string? Location { get; init; }

    /// <summary>Those whose audience names it itself.</summary>
    public Audiences.Segments.SegmentId? Segment { get; init; }

    /// <summary>Part of name, description or tag.</summary>
    public string? Text { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary><c>createdAt</c>, <c>updatedAt</c>, <c>name</c>, <c>startsAt</c>, <c>status</c>, <c>recipients</c>, <c>responseRate</c>, <c>ctr</c>,
    /// <c>revenue</c>, with a leading minus for descending. Who has no such figure is below all who have.</summary>
    public string Sort { get; init; } = "-createdAt";

    public int Limit { get; init; } = 50;

    public string? Cursor { get; init; }
}

public sealed record CampaignPage(IReadOnlyList<Campaign> Items, string? NextCursor, long Total)
{
    /// <summary>Those of the items that have any.</summary>
    public IReadOnlyDictionary<CampaignId, CampaignFigures> Figures { get; init; } = new Dictionary<CampaignId, CampaignFigures>();
}
