using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ActiveReach.Events;
using ActiveReach.Inputs;
using ActiveReach.Workspaces;

namespace ActiveReach.Orders.Shops;

/// <summary>Takes in what a shop's platform told by webhook, once it is known to come from there.</summary>
public sealed class HearShop(ConnectedShops shops, ShopSecrets secrets, AcceptEvents events, TimeProvider clock)
{
    /// <summary>The shop that signed the body; null also where there is none, so that nobody learns which there are.</summary>
    public async Task<Shop?> FindSignerAsync(WorkspaceId workspace, string id, ShopPlatform platform, ReadOnlyMemory<byte> body, string? signature, CancellationToken cancellation = default) =>
        await shops.FindAsync(workspace, id, cancellation) is { } shop && shop.Platform == platform && secrets.HasSigned(shop, body.Span, signature, clock.GetUtcNow()) ? shop : null;

    /// <param name="shop">Who signed it.</param>
    /// <param name="topic">As the platform names it.</param>
    public async Task<ShopHeard> RunAsync(Shop shop, string topic, InputValue body, CancellationToken cancellation = default)
    {
        var (told, ignored) = shop.Platform is ShopPlatform.Shopify ? ShopifyOrders.Read(shop, topic, body) : WooCommerceOrders.Read(shop, topic, body);
        if (told.Count == 0)
            return ShopHeard.Nothing(ignored!);
        var added = await events.RunAsync(shop.Workspace, InputValue.Of(JsonSerializer.SerializeToElement(new JsonArray([.. told]))), cancellation);
        return new ShopHeard(added.Accepted, added.Duplicates, added.Pending, added.UnknownLocations, null) { Rings = added.Rings };
    }
}

/// <param name="Accepted">New events, pending ones included.</param>
/// <param name="Duplicates">Events that were told before.</param>
/// <param name="Pending">New events of people who aren't known yet.</param>
/// <param name="UnknownLocations">The shop's location, where it is no outlet of the workspace.</param>
/// <param name="Ignored">Why nothing was taken in; null when something was.</param>
public sealed record ShopHeard(int Accepted, int Duplicates, int Pending, IReadOnlyList<string>? UnknownLocations, string? Ignored)
{
    /// <inheritdoc cref="EventsTaken.Rings"/>
    [JsonIgnore]
    public IReadOnlyCollection<string> Rings { get; init; } = [];

    public static ShopHeard Nothing(string why) => new(0, 0, 0, null, why);
}
