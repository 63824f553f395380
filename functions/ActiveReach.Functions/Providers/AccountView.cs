using System.Globalization;
using System.Text.Json.Nodes;
using ActiveReach.Channels;
using ActiveReach.Functions.Http;
using ActiveReach.Providers;

namespace ActiveReach.Functions.Providers;

/// <summary>An account as callers write it.</summary>
/// <param name="Provider">One of the kinds, e.g. acs or smtp. Can't be changed.</param>
/// <param name="Name">What you call it; missing: the vendor's name.</param>
/// <param name="Channels">Whose messages it takes; missing: all that it can.</param>
/// <param name="Priority">1 to 100, default 10: the lowest of a channel takes it.</param>
/// <param name="Enabled">Default true.</param>
/// <param name="Settings">As the app's own account has them, e.g. {"connectionString": "…", "smsPerMinute": 60}.</param>
/// <param name="WebhookSecret">What its callbacks carry, at least 16 characters; missing: one is made.</param>
public sealed record NewAccount(
    string Provider, string? Name = null, IReadOnlyList<Channel>? Channels = null, int? Priority = null, bool? Enabled = null, JsonObject? Settings = null, string? WebhookSecret = null);

/// <summary>An account as the API shows it.</summary>
/// <param name="Takes">The channels that it takes now.</param>
/// <param name="Secrets">Names of the settings that are set and never shown.</param>
/// <param name="Account">As the vendor knows it.</param>
/// <param name="CallbackUrl">Where the vendor is to send its callbacks; missing where it has none.</param>
public sealed record AccountView(
    string Id, string Provider, string Name, IReadOnlyList<Channel> Channels, IReadOnlyList<Channel> Takes, int Priority, bool Enabled, JsonObject Settings, IReadOnlyList<string> Secrets,
    string Account, string? CallbackUrl, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Only in the answer that makes it.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Until when callbacks may carry a former secret.</summary>
    public DateTimeOffset? FormerSecretUntil { get; init; }

    public static string Tag(ProviderAccount account) => EntityTag.Of(account.Revision);

    public static AccountView Of(ProviderAccount account, AccountBook book, Uri publicUrl) => new(
        account.Id, account.Provider, account.Name, account.Channels, [.. book.Takers.Where(taker => taker.Value.Account == account.Id).Select(taker => taker.Key).Order()], account.Priority, account.IsEnabled,
        SettingsOf(account), [.. account.Secrets.Keys.Order(StringComparer.Ordinal)], account.VendorAccount, account.WebhookSecrets.Count == 0 ? null : new Uri(publicUrl, $"/api/webhooks/{account.Provider}/{account.Id}").ToString(),
        account.CreatedAt, account.UpdatedAt)
    {
        FormerSecretUntil = account.WebhookSecrets.Max(secret => secret.Until),
    };

    /// <summary>As they were written: numbers and flags are no texts, and names with a dot lie one below the other.</summary>
    private static JsonObject SettingsOf(ProviderAccount account)
    {
        var settings = new JsonObject();
        foreach (var (name, value) in account.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            if (name.Split('.', 2) is [var family, var member])
                ((JsonObject)(settings[family] ??= new JsonObject()))[member] = value;
            else
                settings[name] = bool.TryParse(value, out var flag) ? flag : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : value;
        }

        return settings;
    }
}

public sealed record AccountsView(IReadOnlyList<AccountView> Items);

/// <param name="Ok">False where a channel is not well; null where nothing can be told without a message.</param>
public sealed record AccountCheckView(bool? Ok, IReadOnlyList<ChannelCheckView> Channels)
{
    public static AccountCheckView Of(IReadOnlyList<(Channel Channel, ProviderCheck Check)> checks) => new(
        checks.Any(each => each.Check.IsWell is false) ? false : checks.All(each => each.Check.IsWell is true) ? true : null,
        [.. checks.Select(each => new ChannelCheckView(each.Channel, each.Check.IsWell, each.Check.Message))]);
}

public sealed record ChannelCheckView(Channel Channel, bool? Ok, string Message);
