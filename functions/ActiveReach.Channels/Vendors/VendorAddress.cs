using ActiveReach.Settings;

namespace ActiveReach.Channels.Vendors;

/// <summary>Where a vendor is reached, as settings say it.</summary>
internal static class VendorAddress
{
    /// <summary>An https address without a slash at its end; http on this machine alone, since keys go there.</summary>
    public static Uri Endpoint(this SettingSection section, string name, string otherwise) =>
        Of(section.TextOrNone(name, $"an https address such as {otherwise}", text => Of(text) is not null, otherwise) ?? otherwise)!;

    /// <param name="example">How one looks.</param>
    /// <inheritdoc cref="Endpoint"/>
    public static Uri? EndpointOrNone(this SettingSection section, string name, string example) =>
        section.TextOrNone(name, $"an https address such as {example}", text => Of(text) is not null) is { } given ? Of(given) : null;

    /// <summary>Null for what is no such address.</summary>
    public static Uri? Of(string text) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var address) && address.Query.Length == 0 && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) ? address : null;
}
