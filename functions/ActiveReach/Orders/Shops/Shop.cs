using ActiveReach.Workspaces;

namespace ActiveReach.Orders.Shops;

/// <summary>A shop that tells of its orders by webhook.</summary>
public sealed record Shop
{
    public required WorkspaceId Workspace { get; init; }

    /// <summary>Chosen by the workspace: 1 to 40 of <c>a-z 0-9 -</c>; part of the webhook's address.</summary>
    public required string Id { get; init; }

    public required ShopPlatform Platform { get; init; }

    /// <summary>What the platform signs its webhooks with, closed by <see cref="ShopSecrets"/>.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>The one before it, which counts until <see cref="FormerUntil"/>: platforms repeat what they have signed.</summary>
    public byte[]? Former { get; init; }

    public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>Id, external id or name of the outlet whose orders these are; null: the contact's.</summary>
    public string? Location { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Stored: never renumber.</summary>
public enum ShopPlatform
{
    Shopify = 1,
    WooCommerce = 2,
}
