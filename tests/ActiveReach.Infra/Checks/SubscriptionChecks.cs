using System.Reflection;
using System.Text.RegularExpressions;
using ActiveReach.Functions;
using ActiveReach.Infra.Compiling;
using Azure.Emulators;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Infra.Checks;

/// <summary>Everything that the app understands is subscribed to, and leads to a route that it has, with the secret that it expects there.</summary>
internal static partial class SubscriptionChecks
{
    public static IEnumerable<string> Of(Deployment deployment)
    {
        var subscriptions = deployment.Of("Microsoft.EventGrid/systemTopics/eventSubscriptions").ToList();
        var routes = Routes().ToList();
        foreach (var address in subscriptions.Select(each => Address().Match(each.Text("destination.properties.endpointUrl") ?? "")))
        {
            if (!routes.Contains(address.Groups["route"].Value, StringComparer.OrdinalIgnoreCase))
                yield return $"A subscription leads to '{address.Groups["route"].Value}', to which the app lets nobody post.";
            if (!deployment.Settings.GetValueOrDefault("ActiveReach__WebhookSecrets__acs", "").Contains($"secrets/{address.Groups["secret"].Value})", StringComparison.Ordinal))
                yield return $"A subscription shows the secret '{address.Groups["secret"].Value}', and ActiveReach__WebhookSecrets__acs is another.";
        }

        var subscribed = subscriptions.SelectMany(each => each.Properties["filter"]!["includedEventTypes"]!.AsArray()).Select(each => each!.GetValue<string>()).ToList();
        foreach (var type in Understood().Except(subscribed))
            yield return $"Nobody subscribes to {type}, which the app understands: add it to infra/app/events.bicep.";
        foreach (var type in subscribed.Except(Understood()))
            yield return $"A subscription brings {type}, which the app doesn't understand: remove it from infra/app/events.bicep.";
    }

    /// <summary>Routes that take a POST.</summary>
    private static IEnumerable<string> Routes() =>
        from method in typeof(ActiveReachApp).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger?.Methods?.Contains("post", StringComparer.OrdinalIgnoreCase) == true
        select trigger.Route;

    private static IReadOnlyList<string> Understood() =>
        [.. Kind().Matches(File.ReadAllText(Path.Combine(Repository.Root, "functions", "ActiveReach.Channels", "CommunicationServices", "AcsEventReader.cs"))).Select(match => "Microsoft.Communication." + match.Groups["kind"].Value)];

    [GeneratedRegex(@"\{0\}/(?<route>[^?']+)\?secret=\{1\}.*'(?<secret>[\w-]+)'\)+\]$")]
    private static partial Regex Address();

    [GeneratedRegex("\"(?<kind>(SMS|Email)\\w*Received)\" =>")]
    private static partial Regex Kind();
}
