using ActiveReach.Delivery;
using ActiveReach.Functions.Hosting.Pages;
using ActiveReach.Sqlite;
using Functions.Embedded;
using Functions.Embedded.Clock;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SqliteGroupCommit;

namespace ActiveReach.Functions.Hosting;

/// <summary>What the app stands on in one process: SQLite stores, the runtime's queues, the clock. The other side of this door is
/// <c>Hosting/Azure</c>; one of the two is compiled.</summary>
internal static partial class AppHosting
{
    /// <summary>Reads the start-up options that only this side has; they become settings.</summary>
    public static void ReadOptions(FunctionsApplicationBuilder builder, string[] args)
    {
        var settings = builder.Configuration;
        var directory = Path.GetFullPath(settings["data"] ?? settings["ActiveReach:DataDirectory"] ?? StartOptions.DefaultDirectory(args));
        settings["ActiveReach:DataDirectory"] = directory;
        if (settings["port"] is { } port && settings["ActiveReach:PublicUrl"] is null)
            settings["ActiveReach:PublicUrl"] = $"http://localhost:{port}";
        builder.UseEmbedded(embedded =>
        {
            embedded.DataDirectory = directory;
            embedded.FunctionAssemblies.Add(typeof(AppHosting).Assembly);
            embedded.Pages = pages =>
            {
                pages.MapMethods("/", ["GET", "HEAD"], StartPage.ShowAsync);
                ReferencePage.Map(pages);
            };
            embedded.Unanswered = UnknownRoute.AnswerAsync;
        });
        if (StartOptions.IsDemo(args) && string.IsNullOrEmpty(settings["Sandbox:ClickRateByVariant:B"]))
            settings["Sandbox:ClickRateByVariant:B"] = "0.16";
        if (StartOptions.IsTimeLapse(settings, args))
            builder.Services.AddSimulatedClock(TimeProvider.System.GetUtcNow());
    }

    /// <summary>Where the app listens, for the stand-in carrier that lives in the same process; null until it does.</summary>
    public static Func<Uri?> OwnAddress(IServiceProvider provider)
    {
        var addresses = provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        return () => addresses?.Addresses.FirstOrDefault() is { } address ? new Uri(address) : null;
    }

    /// <summary>Marks the process busy, so that a simulated clock stands still.</summary>
    public static Func<IDisposable>? BusyMark(IServiceProvider provider)
    {
        var activity = provider.GetRequiredService<RuntimeActivity>();
        return () => activity.Begin("carrier");
    }

    /// <summary>The ports of the product on this side.</summary>
    public static IServiceCollection AddHosting(this IServiceCollection services, IConfiguration settings)
    {
        if (settings["ActiveReach:Store"] is { } store and not "sqlite")
            throw new InvalidOperationException($"The setting ActiveReach__Store is '{store}', which this build does not have. Set it to 'sqlite' or leave it out.");

        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSqliteStores(provider => new ProductDatabaseOptions
            {
                Directory = settings["ActiveReach:DataDirectory"]!,
                Hook = provider.GetService<ICommitHook>(),
            })
            .AddSingleton<IMessageQueue, RuntimeQueue>()
            .AddHostedService<ProductIdleness>();
    }
}
