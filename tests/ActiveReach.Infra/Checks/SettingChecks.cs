using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Hosting;
using ActiveReach.Infra.Compiling;
using ActiveReach.Settings;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Infra.Checks;

/// <summary>The app's settings are those that it reads: each is set, or left at its default for a reason.</summary>
internal static class SettingChecks
{
    /// <summary>Settings that others read: the Functions host, the platform, the library of identities.</summary>
    private static readonly Dictionary<string, string> OfThePlatform = new(StringComparer.Ordinal)
    {
        ["AzureWebJobsStorage__accountName"] = "the host's storage account, whose queues trigger the app",
        ["AzureWebJobsStorage__credential"] = "the host enters it by an identity",
        ["AzureWebJobsStorage__clientId"] = "by this one",
        ["AZURE_CLIENT_ID"] = "the identity that Azure.Identity takes where nobody names one",
        ["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] = "what the host lets in, which is the largest file of contacts",
        ["OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID"] = "the platform's sign-in trusts the identity in place of a secret",
    };

    /// <summary>Settings, or families of them, that keep their defaults in the cloud, and why.</summary>
    private static readonly Dictionary<string, string> LeftAlone = new(StringComparer.Ordinal)
    {
        ["ActiveReach__DataDirectory"] = "the instance's own temporary folder will do: nothing that lasts is kept there",
        ["ActiveReach__Store__Documents"] = "ActiveReach__Store says it",
        ["ActiveReach__Store__Ledger"] = "ActiveReach__Store says it",
        ["ActiveReach__Store__Media"] = "ActiveReach__Store says it",
        ["ActiveReach__Store__Queues"] = "the host says it",
        ["ActiveReach__Store__Documents__Emulator"] = "has a key",
        ["ActiveReach__Store__Ledger__Emulator"] = "has a key",
        ["ActiveReach__Store__Media__Emulator"] = "has a key",
        ["ActiveReach__LinkSigningKeys"] = "further keys come with the first change of the key",
        ["ActiveReach__Requests__"] = "the default lets everybody work; whoever holds a workspace to less says so",
        ["ActiveReach__Inbox__"] = "a taste",
        ["ActiveReach__Webhooks__"] = "a taste",
        ["ActiveReach__SessionLifetime"] = "a taste",
        ["ActiveReach__Sqlite__"] = "no store is a file",
        ["ActiveReach__Imports__UploadLifetime"] = "a taste",
        ["ActiveReach__TestSends__"] = "a taste",
        ["ActiveReach__Delivery__"] = "the defaults are made for many instances; who sends faster raises the window",
        ["ActiveReach__CommunicationServices__ConnectionString"] = "has a key",
        ["ActiveReach__CommunicationServices__WhatsAppChannels"] = "a channel is connected to the resource by hand, with an account at Meta",
        ["ActiveReach__CommunicationServices__WhatsAppPerMinute"] = "Meta's own limit at first",
        ["ActiveReach__CommunicationServices__SmsShortCodePerMinute"] = "what every short code has",
        ["ActiveReach__CommunicationServices__SmsNamesPerMinute"] = "what every resource has",
        ["ActiveReach__CommunicationServices__SmsPerSecondOfSender"] = "whoever must keep a second says so",
        ["ActiveReach__CommunicationServices__SmsPerMinuteOfSender"] = "whoever has a raised quota for a number says so",
        ["ActiveReach__CommunicationServices__SmsSendersTogether"] = "whoever has a brand with several numbers says so",
        ["ActiveReach__CommunicationServices__SmsPerDay"] = "the service has no limit of the day; whoever's campaign of a number has one says so",
        ["ActiveReach__CommunicationServices__EmailPerHour"] = "what a domain of one's own has at first; whoever has a raised quota says so",
        ["ActiveReach__CommunicationServices__EmailPerDay"] = "the service has no limit of the day",
        ["ActiveReach__ProviderAccounts__"] = "accounts of workspaces lie with vendors",
        ["ActiveReach__KeyVault__"] = "the vaults of workspaces are others' than the app's own; whoever has one says so, and gives the app's identity its role there",
        ["ActiveReach__Log__"] = "what is deployed sends",
        ["ActiveReach__Rcs__"] = "whoever has agents at Google says so",
        ["ActiveReach__Fcm__"] = "push comes with an app of the workspace's own",
        ["ActiveReach__WebPush__"] = "push comes with a site of the workspace's own",
        ["ActiveReach__Smtp__"] = "Communication Services take the mails",
        ["ActiveReach__Ses__"] = "Communication Services take the mails",
        ["ActiveReach__Twilio__"] = "Communication Services take the texts",
        ["ActiveReach__WhatsApp__"] = "whoever has an account at Meta says so",
        ["ActiveReach__Sight__"] = "nobody reads /metrics of one instance among many",
        ["OTEL_"] = "Application Insights takes the measurements",
        ["Sandbox__"] = "Communication Services take the messages",
    };

    public static IEnumerable<string> Of(Deployment deployment)
    {
        var set = deployment.Settings;
        foreach (var name in set.Keys.Where(name => !OfThePlatform.ContainsKey(name) && !AppOptions.Settings.Any(setting => setting.Covers(name))))
            yield return $"{name} is set, and neither the app nor the platform reads it: remove it.";
        foreach (var setting in AppOptions.Settings.Where(setting => !set.Keys.Any(setting.Covers) && !LeftAlone.Keys.Any(left => IsOf(setting.Name, left))))
            yield return $"{setting.Name} is read by the app and is not set: set it in infra/app/function-app.bicep, or say here why its default will do.";
        foreach (var left in LeftAlone.Keys.Where(left => set.Keys.Any(name => IsOf(name, left)) || !AppOptions.Settings.Any(setting => IsOf(setting.Name, left))))
            yield return $"{left} is left at its default here, but is set, or is no setting: remove it from the list.";
    }

    /// <summary>What the app says at its start, as the platform would start it.</summary>
    public static IEnumerable<string> Start(Deployment deployment)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(deployment.Settings.Select(each => KeyValuePair.Create(each.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), (string?)WorkedOut.Setting(each.Value))))
            .Build();
        try
        {
            var options = AppOptions.Read(configuration, HostKind.Functions);
            return options is { Store: { UsesSqlite: false, Queues: not null, Media: not null }, CommunicationServices: not null, Sight.Exports: true } ? options.Unread : ["A part of it is not in Azure."];
        }
        catch (SettingsRefusedException refused)
        {
            return refused.Refusals;
        }
    }

    private static bool IsOf(string name, string left) => name == left || (left.EndsWith('_') && name.StartsWith(left, StringComparison.Ordinal));
}
