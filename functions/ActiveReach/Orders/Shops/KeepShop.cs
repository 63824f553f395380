using System.Text.RegularExpressions;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Orders.Shops;

/// <summary>Connects a shop, or changes how it is connected.</summary>
public sealed partial class KeepShop(ConnectedShops shops, ShopSecrets secrets, TimeProvider clock)
{
    /// <summary>Most shops of a workspace.</summary>
    public const int Most = 100;

    /// <summary>Longest overlap of a secret with the one that takes its place.</summary>
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(30);

    private const int ShortestSecret = 8;
    private const int LongestSecret = 200;
    private const int LongestLocation = 200;

    /// <param name="secret">Null: the one that the shop has.</param>
    /// <param name="formerFor">How long the secret that this one replaces counts beside it; null: no longer.</param>
    /// <exception cref="InvalidInputException">Nothing is stored.</exception>
    public async Task<Shop> RunAsync(Caller caller, string id, ShopPlatform platform, string? secret, TimeSpan? formerFor, string? location, CancellationToken cancellation = default)
    {
        var before = await shops.FindAsync(caller.Workspace, id, cancellation);
        var problems = Problems(id, secret, formerFor, location, before).ToList();
        if (problems.Count > 0)
            throw new InvalidInputException(problems);
        var now = clock.GetUtcNow();
        var isChanged = secret is not null && before is not null && !secrets.Holds(before, secret);
        var shop = new Shop
        {
            Workspace = caller.Workspace,
            Id = id,
            Platform = platform,
            Secret = secret is null ? before!.Secret : secrets.Close(caller.Workspace, id, secret),
            Former = !isChanged ? before?.Former : formerFor is null ? null : before!.Secret,
            FormerUntil = !isChanged ? before?.FormerUntil : now + formerFor,
            Location = string.IsNullOrWhiteSpace(location) ? null : location.Trim(),
            UpdatedAt = now,
        };
        var told = new AuditEntry(caller.Workspace, shop.UpdatedAt, caller.Member, before is null ? "shop.connected" : "shop.changed", id);
        if (!await shops.PutAsync(shop, Most, told, cancellation))
            throw new InvalidInputException("id", "too_many", $"The workspace has {Most} shops: disconnect one that has closed.");
        return shop;
    }

    public async Task RemoveAsync(Caller caller, string id, CancellationToken cancellation = default)
    {
        if (!await shops.RemoveAsync(caller.Workspace, id, new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, "shop.disconnected", id), cancellation))
            throw new NotFoundException("shop", id);
    }

    private static IEnumerable<InputProblem> Problems(string id, string? secret, TimeSpan? formerFor, string? location, Shop? before)
    {
        if (!IdPattern().IsMatch(id))
            yield return new("id", "invalid_name", "The id of a shop takes 1 to 40 of a-z, 0-9 and -, e.g. main-store: it is a part of the webhook's address.");
        if (secret is null && before is null)
            yield return new("secret", "required", "'secret' is missing: give the one that the shop signs its webhooks with (Shopify: Settings, Notifications, Webhooks; WooCommerce: choose one there).");
        else if (secret is not null && (secret.Length is < ShortestSecret or > LongestSecret || secret.Any(char.IsControl)))
            yield return new("secret", "wrong_length", $"secret takes {ShortestSecret} to {LongestSecret} characters on one line, exactly as the shop has it.");
        if (formerFor > LongestOverlap)
            yield return new("formerFor", "too_long", $"formerFor is {System.Xml.XmlConvert.ToString(formerFor.Value)}: the secret before may count for up to P{LongestOverlap.Days}D more.");
        if (location is { Length: > LongestLocation } || location?.Any(char.IsControl) is true)
            yield return new("location", "wrong_length", $"location takes an id, external id or name of an outlet, up to {LongestLocation} characters.");
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();
}
