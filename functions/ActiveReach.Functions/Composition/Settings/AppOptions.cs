using ActiveReach.Access;
using ActiveReach.Audiences.Imports;
using ActiveReach.Channels;
using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.Email;
using ActiveReach.Channels.Log;
using ActiveReach.Channels.Push;
using ActiveReach.Channels.Rcs;
using ActiveReach.Channels.Sandbox;
using ActiveReach.Channels.Ses;
using ActiveReach.Channels.Smtp;
using ActiveReach.Channels.Twilio;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Delivery.Sending;
using ActiveReach.Functions.Hosting;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Sight;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Inbox;
using ActiveReach.Inbox.Raw;
using ActiveReach.Providers;
using ActiveReach.Providers.Vaults;
using ActiveReach.Settings;
using ActiveReach.Sqlite;
using ActiveReach.TestSends;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Composition;

/// <summary>The options of every feature, read once when the app is put together. Nothing else of the product reads the configuration.</summary>
internal sealed record AppOptions(
    StoreOptions Store,
    ProductDatabaseOptions Database,
    AccessOptions Access,
    SessionOptions Sessions,
    RequestLimitOptions Requests,
    SecretOptions Secrets,
    FirstEntryOptions FirstEntry,
    ImportOptions Imports,
    TestSendOptions TestSends,
    DeliveryOptions Delivery,
    InboxOptions Inbox,
    RawWebhookOptions RawWebhooks,
    SightOptions Sight,
    AcsOptions? CommunicationServices,
    SmtpOptions? Smtp,
    AccountOptions Accounts,
    VaultOptions Vaults,
    MetaOptions? WhatsApp,
    TwilioOptions? Twilio,
    SesOptions? Ses,
    RcsOptions? Rcs,
    FcmOptions? Fcm,
    WebPushOptions? WebPush,
    LogOptions Log,
    MemberMailOptions MemberMail,
    SandboxOptions Sandbox)
{
    private static readonly string[] OwnSections = ["ActiveReach", "Sandbox"];

    /// <summary>Every setting that there is, by asking for all where there are none.</summary>
    public static IReadOnlyCollection<Setting> Settings { get; } = AskForAll();

    /// <summary>What stands in the configuration under the app's names and is no setting of it, as it would be written in the environment.</summary>
    public IReadOnlyList<string> Unread { get; private init; } = [];

    /// <exception cref="SettingsRefusedException">A setting can't be meant; it tells of all that can't.</exception>
    public static AppOptions Read(IConfiguration configuration, HostKind host = HostKind.Own)
    {
        var settings = ReaderOf(configuration);
        var options = Read(settings, host);
        settings.Check();
        return options with { Unread = [.. OwnSections.SelectMany(section => UnreadBelow(configuration.GetSection(section)))] };
    }

    public static AppOptions Read(SettingReader settings, HostKind host)
    {
        var store = StoreOptions.Read(settings, host);
        var options = new AppOptions(
            store,
            ProductDatabaseOptions.Read(settings, store.DataDirectory),
            AccessOptions.Read(settings, store.IsInCloud),
            SessionOptions.Read(settings),
            RequestLimitOptions.Read(settings),
            SecretOptions.Read(settings, host),
            FirstEntryOptions.Read(settings),
            ImportOptions.Read(settings),
            TestSendOptions.Read(settings),
            DeliveryOptions.Read(settings),
            InboxOptions.Read(settings),
            RawWebhookOptions.Read(settings),
            SightOptions.Read(settings),
            AcsOptions.Read(settings),
            SmtpOptions.Read(settings),
            AccountOptions.Read(settings),
            VaultOptions.Read(settings),
            MetaOptions.Read(settings),
            TwilioOptions.Read(settings),
            SesOptions.Read(settings),
            RcsOptions.Read(settings),
            FcmOptions.Read(settings),
            WebPushOptions.Read(settings),
            LogOptions.Read(settings),
            MemberMailOptions.Read(settings),
            SandboxOptions.Read(settings, store.DataDirectory));
        ProviderChoice.Check(settings, options);
        return options;
    }

    /// <summary>The same without whoever would take these channels, but for a resource of Communication Services, which has several.</summary>
    public AppOptions Without(ChannelSet channels) => this with
    {
        Smtp = channels.Contains(Channel.Email) ? null : Smtp,
        Ses = channels.Contains(Channel.Email) ? null : Ses,
        WhatsApp = channels.Contains(Channel.WhatsApp) ? null : WhatsApp,
        Rcs = channels.Contains(Channel.Rcs) ? null : Rcs,
        Fcm = channels.Contains(Channel.Push) ? null : Fcm,
        WebPush = channels.Contains(Channel.Push) ? null : WebPush,
        Twilio = Twilio is { } account ? account with { Channels = account.Channels.Except(channels) } : null,
    };

    private static IReadOnlyCollection<Setting> AskForAll()
    {
        var settings = new SettingReader(_ => null, _ => []);
        Read(settings, HostKind.Own);
        return settings.Settings;
    }

    private static IEnumerable<string> UnreadBelow(IConfigurationSection section) => section.AsEnumerable()
        .Where(entry => !string.IsNullOrWhiteSpace(entry.Value))
        .Select(entry => entry.Key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal))
        .Where(name => !Settings.Any(setting => setting.Covers(name)));

    private static SettingReader ReaderOf(IConfiguration configuration) => new(
        name => configuration[KeyOf(name)],
        name => configuration.GetSection(KeyOf(name)).GetChildren().Select(child => child.Key));

    private static string KeyOf(string name) => name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
}
