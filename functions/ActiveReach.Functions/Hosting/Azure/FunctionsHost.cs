using System.Diagnostics.Metrics;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Queues;
using ActiveReach.Functions.Http;
using ActiveReach.Queues;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Hosting;

/// <summary>What the app stands on under the Functions host: the queues of the storage account. Until the stores of the cloud are
/// there, a single instance keeps its files in a mounted directory. The other side of this door is <see cref="OwnHost"/>.</summary>
internal static class FunctionsHost
{
    /// <summary>The host passes its own address to each worker (Microsoft.Azure.Functions.Worker, <c>WorkerHostBuilderExtensions</c>);
    /// nobody else does.</summary>
    public static bool HasStarted(string[] args) => Array.Exists(args, arg => arg.StartsWith("--functions-uri", StringComparison.OrdinalIgnoreCase));

    public static async Task<int> RunAsync(string[] args)
    {
        using var host = ActiveReachApp.BuildWorker(args);
        await host.RunAsync();
        return 0;
    }

    /// <summary>Brings the ports that this side has.</summary>
    public static void Prepare(IHostApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        settings["ActiveReach:DataDirectory"] = Path.GetFullPath(settings["ActiveReach:DataDirectory"] is { } given && !string.IsNullOrWhiteSpace(given)
            ? given
            : throw new InvalidOperationException("Set ActiveReach__DataDirectory to a mounted directory: the one of the deployment is read-only, or replaced with the next."));

        // The worker's log goes to the host line by line: four for each request would be noise, and paid for.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services
            .Configure<KestrelServerOptions>(ServeTheHost)
            .AddSingleton(provider => new StoreMeter(provider.GetRequiredService<IMeterFactory>()))
            .AddSingleton(provider => WebJobsStorage.Open(settings, provider.GetRequiredService<StoreMeter>()))
            .AddSingleton<IMessageQueue>(provider => new StorageQueue(provider.GetRequiredService<StorageAccount>(), TimeProvider.System))
            .AddSingleton(provider => new HostFacts(PublicAddress(provider), BeginWork: null, HasDemoKeys: false));
    }

    /// <summary>The host has limited the body already, by its own setting, and functions limit what they read: the 30 MB of Kestrel's own would
    /// stand between. What serves it is nobody's business.</summary>
    private static void ServeTheHost(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
    }

    /// <summary>The worker's own address is for the host only: receipts come in from outside, as a real carrier's do.</summary>
    private static Func<Uri?> PublicAddress(IServiceProvider provider)
    {
        var address = provider.GetRequiredService<AccessOptions>().PublicUrl;
        return () => address;
    }
}
