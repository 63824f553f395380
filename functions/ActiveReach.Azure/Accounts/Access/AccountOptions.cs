using ActiveReach.Settings;

namespace ActiveReach.Azure.Accounts.Access;

/// <summary>How the account of a role is reached: by its address, with the identity of the app; or, an emulator, by a connection string.</summary>
public sealed record AccountOptions
{
    public required AccountKind Kind { get; init; }

    /// <summary>The setting that says where the account is.</summary>
    public required string Setting { get; init; }

    /// <summary><c>…__Endpoint</c>: the address of the account, which lets the app's identity in. Default none.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary><c>…__Emulator</c>: a connection string of an emulator. Default none.</summary>
    public string? Emulator { get; init; }

    /// <summary>As a message names it: never with a key.</summary>
    public string Place => Endpoint?.ToString() ?? "an emulator";

    /// <summary>The account of a section, such as <c>ActiveReach__Store__Media</c>.</summary>
    /// <returns>Null where none is named.</returns>
    public static AccountOptions? Read(SettingSection section, AccountKind kind)
    {
        var endpoint = section.TextOrNone("Endpoint", WantedOf(kind), kind.IsAddress);
        return Read(section, kind, ("Endpoint", endpoint), ("Emulator", section.Secret("Emulator", 1)), section.NameOf("Endpoint"));
    }

    /// <summary>The account of queues whose messages trigger the app, which the Functions host finds by the same settings: <c>AzureWebJobsStorage__accountName</c> or
    /// <c>AzureWebJobsStorage__queueServiceUri</c>, or the connection string <c>AzureWebJobsStorage</c> of an emulator.</summary>
    /// <returns>Null where none is named.</returns>
    public static AccountOptions? ReadTriggers(SettingReader settings)
    {
        var (kind, all) = (AccountKind.Queues, settings.Section(""));
        var section = settings.Section("AzureWebJobsStorage");
        var account = section.TextOrNone("accountName", "the name of a storage account: 3 to 24 small letters and digits", IsAccountName);
        var address = section.TextOrNone("queueServiceUri", WantedOf(kind), kind.IsAddress);
        var endpoint = address ?? (account is null ? null : $"https://{account}.queue.core.windows.net");
        return Read(all, kind, (address is null ? "AzureWebJobsStorage__accountName" : "AzureWebJobsStorage__queueServiceUri", endpoint), ("AzureWebJobsStorage", all.Secret("AzureWebJobsStorage", 1)), section.NameOf("accountName"));
    }

    private static AccountOptions? Read(SettingSection section, AccountKind kind, (string Name, string? Text) endpoint, (string Name, string? Text) emulator, string remedy)
    {
        var (byIdentity, byKey) = (section.NameOf(endpoint.Name), section.NameOf(emulator.Name));
        section.Require(
            emulator.Text is null || EmulatorConnection.IsMeant(emulator.Text),
            $"{byKey} is no connection string of an emulator (it is not shown, for it may hold a key): managed identity, never keys. Write {remedy} in its place and give the app's identity the role '{kind.Permission}'.");
        section.Require(endpoint.Text is null || emulator.Text is null, $"{byIdentity} is '{endpoint.Text}', and {byKey} names an emulator: remove one of them.");
        return endpoint.Text is null && emulator.Text is null
            ? null
            : new AccountOptions { Kind = kind, Setting = endpoint.Text is null ? byKey : byIdentity, Endpoint = endpoint.Text is null ? null : new Uri(endpoint.Text), Emulator = emulator.Text };
    }

    private static string WantedOf(AccountKind kind) => $"the https address of the account, such as {kind.Example}";

    private static bool IsAccountName(string text) => text.Length is >= 3 and <= 24 && text.All(each => char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each));
}
