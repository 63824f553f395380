using ActiveReach.Functions.Hosting.Pages;
using ActiveReach.Functions.Sight;
using ActiveReach.Queues;
using Functions.Embedded;
using Functions.Embedded.Clock;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Hosting;

/// <summary>What the app stands on in one process: the embedded host with its queues and its clock, and pages of its own. The other side
/// of this door is <see cref="FunctionsHost"/>.</summary>
internal static partial class OwnHost
{
    /// <summary>Reads the start-up options, which become settings, and brings the ports that this side has.</summary>
    public static void Prepare(EmbeddedApplicationBuilder builder, string[] args)
    {
        ReadOptions(builder.Configuration, args);
        var directory = DirectoryOf(builder.Configuration);
        builder.UseEmbedded(embedded =>
        {
            embedded.DataDirectory = directory;
            embedded.FunctionAssemblies.Add(typeof(OwnHost).Assembly);
            embedded.Pages = pages =>
            {
                pages.MapMethods("/", ["GET", "HEAD"], StartPage.ShowAsync);
                ReferencePage.Map(pages);
                MetricsPage.Map(pages);
            };
            embedded.Unanswered = UnknownRoute.AnswerAsync;
        });
        if (StartOptions.IsTimeLapse(builder.Configuration, args))
            builder.Services.AddSimulatedClock(TimeProvider.System.GetUtcNow());
        builder.Services
            .AddSingleton<IMessageQueue, RuntimeQueue>()
            .AddSingleton(provider => new HostFacts(AddressOf(provider), BusyMark(provider), HasDemoKeys: true))
            .AddHostedService<ProductIdleness>();
    }

    private static void ReadOptions(ConfigurationManager settings, string[] args)
    {
        settings["ActiveReach:DataDirectory"] = Path.GetFullPath(settings["data"] ?? Given(settings, "ActiveReach:DataDirectory") ?? StartOptions.DefaultDirectory(args));
        if (settings["port"] is { } port && Given(settings, "ActiveReach:PublicUrl") is null)
            settings["ActiveReach:PublicUrl"] = $"http://localhost:{port}";
        if (StartOptions.IsDemo(args) && string.IsNullOrEmpty(settings["Sandbox:ClickRateByVariant:B"]))
            settings["Sandbox:ClickRateByVariant:B"] = "0.16";

        // host.json leaves messages for other instances to take; here there are none. What is at work keeps nothing back until it is more than two slow channels hold.
        foreach (var (name, number) in new[] { ("batchSize", "16"), ("newBatchThreshold", "32") })
        {
            if (Given(settings, $"AzureFunctionsJobHost:extensions:queues:{name}") is null)
                settings[$"AzureFunctionsJobHost:extensions:queues:{name}"] = number;
        }
    }

    /// <summary>Once the options are read.</summary>
    private static string DirectoryOf(ConfigurationManager settings) => settings["ActiveReach:DataDirectory"]!;

    /// <summary>Null for an empty one too, as for all settings.</summary>
    private static string? Given(ConfigurationManager settings, string key) => string.IsNullOrWhiteSpace(settings[key]) ? null : settings[key];

    /// <summary>Null until the app listens.</summary>
    private static Func<Uri?> AddressOf(IServiceProvider provider)
    {
        var addresses = provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        return () => addresses?.Addresses.FirstOrDefault() is { } address ? new Uri(address) : null;
    }

    private static Func<IDisposable> BusyMark(IServiceProvider provider)
    {
        var activity = provider.GetRequiredService<RuntimeActivity>();
        return () => activity.Begin("carrier");
    }
}
