using ActiveReach.Access;
using ActiveReach.Audiences.Imports;
using ActiveReach.Channels.Sandbox;
using ActiveReach.Delivery.Sending;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Settings;
using ActiveReach.TestSends;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Composition;

/// <summary>The options of every feature, read once when the app is put together. Nothing else of the product reads the configuration.</summary>
internal sealed record AppOptions(
    StoreOptions Store,
    AccessOptions Access,
    SessionOptions Sessions,
    SecretOptions Secrets,
    FirstEntryOptions FirstEntry,
    ImportOptions Imports,
    TestSendOptions TestSends,
    DeliveryOptions Delivery,
    SandboxOptions Sandbox)
{
    /// <exception cref="SettingsRefusedException">A setting can't be meant; it tells of all that can't.</exception>
    public static AppOptions Read(IConfiguration configuration)
    {
        var settings = ReaderOf(configuration);
        var options = Read(settings);
        settings.Check();
        return options;
    }

    public static AppOptions Read(SettingReader settings)
    {
        var store = StoreOptions.Read(settings);
        return new AppOptions(
            store,
            AccessOptions.Read(settings, store.IsInCloud),
            SessionOptions.Read(settings),
            SecretOptions.Read(settings),
            FirstEntryOptions.Read(settings),
            ImportOptions.Read(settings),
            TestSendOptions.Read(settings),
            DeliveryOptions.Read(settings),
            SandboxOptions.Read(settings, store.DataDirectory));
    }

    private static SettingReader ReaderOf(IConfiguration configuration) => new(
        name => configuration[KeyOf(name)],
        name => configuration.GetSection(KeyOf(name)).GetChildren().Select(child => child.Key));

    private static string KeyOf(string name) => name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
}
