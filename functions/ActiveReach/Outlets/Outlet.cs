using ActiveReach.Channels;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>A place where a workspace meets its customers: a shop, a branch, a franchise.</summary>
public sealed record Outlet
{
    public required OutletId Id { get; init; }

    public required WorkspaceId Workspace { get; init; }

    /// <summary>Unique in the workspace after folding.</summary>
    public required string Name { get; init; }

    /// <summary>The workspace's own id of the outlet, unique in it where given.</summary>
    public string? ExternalId { get; init; }

    /// <summary>IANA id.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Degrees; null together with <see cref="Lon"/>.</summary>
    public double? Lat { get; init; }

    public double? Lon { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>ISO 3166-2.</summary>
    public string? Region { get; init; }

    /// <summary>One line, as a customer reads it.</summary>
    public string? Address { get; init; }

    /// <summary>E.164.</summary>
    public string? Phone { get; init; }

    /// <summary>Sender per channel where it isn't the workspace's.</summary>
    public IReadOnlyDictionary<Channel, string> Senders { get; init; } = new Dictionary<Channel, string>();

    /// <summary>What templates may say of the outlet, by name.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Tags { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts the changes: the ETag.</summary>
    public long Version { get; init; } = 1;
}
