using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

/// <summary>Campaigns as documents, with the intents of law 2 and the audit entry written in the same transaction as the change that they
/// belong to.</summary>
public interface ICampaignStore
{
    Task AddAsync(Campaign campaign, AuditEntry? audit = null, CancellationToken cancellation = default);

    Task<Campaign?> FindAsync(WorkspaceId workspace, CampaignId id, CancellationToken cancellation = default);

    /// <summary>Writes the campaign and the intents if the stored revision is still <paramref name="campaign"/>'s; returns the
    /// written campaign, or null when somebody else was faster.</summary>
    Task<Campaign?> TryUpdateAsync(Campaign campaign, IReadOnlyList<Intent>? intents = null, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>The same for a campaign and its run together: both are written, or neither. A run of revision 0 is added; any
    /// other is replaced if its stored revision is still the same.</summary>
    Task<Campaign?> TryUpdateAsync(Campaign campaign, Run run, IReadOnlyList<Intent>? intents = null, AuditEntry? audit = null, CancellationToken cancellation = default);

    Task<bool> TryDeleteAsync(Campaign campaign, AuditEntry? audit = null, CancellationToken cancellation = default);

    Task<CampaignPage> ListAsync(WorkspaceId workspace, CampaignQuery query, CancellationToken cancellation = default);
}

/// <summary>What to list; null members don't filter.</summary>
public sealed record CampaignQuery
{
    public IReadOnlyList<CampaignStatus> Statuses { get; init; } = [];

    public CampaignType? Type { get; init; }

    public Channels.Channel? Channel { get; init; }

    public string? Tag { get; init; }

    public string? Location { get; init; }

    /// <summary>Those whose audience names it itself.</summary>
    public Audiences.Segments.SegmentId? Segment { get; init; }

    /// <summary>Part of name, description or tag.</summary>
    public string? Text { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary><c>createdAt</c>, <c>updatedAt</c>, <c>name</c>, <c>startsAt</c>, <c>status</c>, with a leading minus for descending.</summary>
    public string Sort { get; init; } = "-createdAt";

    public int Limit { get; init; } = 50;

    public string? Cursor { get; init; }
}

public sealed record CampaignPage(IReadOnlyList<Campaign> Items, string? NextCursor, long Total);
