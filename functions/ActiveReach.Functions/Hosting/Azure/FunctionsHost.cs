using ActiveReach.Functions.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Hosting;

/// <summary>What the app stands on under the Functions host. The other side of this door is <see cref="OwnHost"/>.</summary>
internal static class FunctionsHost
{
    /// <summary>The host passes its own address to each worker (Microsoft.Azure.Functions.Worker, <c>WorkerHostBuilderExtensions</c>);
    /// nobody else does.</summary>
    public static bool HasStarted(string[] args) => Array.Exists(args, arg => arg.StartsWith("--functions-uri", StringComparison.OrdinalIgnoreCase));

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            using var host = ActiveReachApp.BuildWorker(args);
            await host.RunAsync();
            return 0;
        }
        catch (InvalidOperationException refused)
        {
            // The host shows what its worker says there, line by line.
            await Console.Error.WriteLineAsync(refused.Message);
            return 2;
        }
    }

    /// <summary>A developer's machine, as Core Tools tell it, where nothing speaks of the platform.</summary>
    public static HostKind KindOf(IHostApplicationBuilder builder) =>
        builder.Configuration["AZURE_FUNCTIONS_ENVIRONMENT"] == Environments.Development && Platform.Mark(builder.Configuration) is null ? HostKind.FunctionsForDevelopment : HostKind.Functions;

    /// <summary>Brings the ports that this side has.</summary>
    public static void Prepare(IHostApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        settings["ActiveReach:DataDirectory"] = Path.GetFullPath(settings["ActiveReach:DataDirectory"] is { } given && !string.IsNullOrWhiteSpace(given)
            ? given
            : KindOf(builder) is HostKind.Functions ? Path.Combine(Path.GetTempPath(), "activereach")
            : throw new InvalidOperationException("Set ActiveReach__DataDirectory to a directory: the one of the deployment is replaced with the next."));

        // The worker's log goes to the host line by line: four for each request would be noise, and paid for.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services
            .Configure<KestrelServerOptions>(ServeTheHost)
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
