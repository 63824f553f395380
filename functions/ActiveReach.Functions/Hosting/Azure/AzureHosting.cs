using ActiveReach.Delivery;
using ActiveReach.Functions.Http;
using ActiveReach.Sqlite;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Functions.Hosting;

/// <summary>What the app stands on in the cloud: the other side of <c>Hosting/Embedded</c>. Queues are the storage account's; the
/// document stores of the cloud have their place in <c>ActiveReach.Cosmos</c> and <c>ActiveReach.AzureStorage</c>, until which a
/// single instance keeps its files.</summary>
internal static class AppHosting
{
    public static void ReadOptions(FunctionsApplicationBuilder builder, string[] args)
    {
        var settings = builder.Configuration;
        settings["ActiveReach:DataDirectory"] = Path.GetFullPath(settings["ActiveReach:DataDirectory"]
            ?? throw new InvalidOperationException("Set ActiveReach__DataDirectory to a mounted directory: the one of the deployment is read-only, or replaced with the next."));
    }

    /// <summary>Where the app is reached from outside.</summary>
    public static Func<Uri?> OwnAddress(IServiceProvider provider)
    {
        var address = provider.GetRequiredService<AccessOptions>().PublicUrl;
        return () => address;
    }

    /// <summary>Time is real here.</summary>
    public static Func<IDisposable>? BusyMark(IServiceProvider provider) => null;

    public static IServiceCollection AddHosting(this IServiceCollection services, IConfiguration settings)
    {
        if (settings["ActiveReach:Store"] is { } store and not "sqlite")
            throw new InvalidOperationException($"The setting ActiveReach__Store is '{store}', which this build does not have. Set it to 'sqlite' or leave it out.");

        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSqliteStores(_ => new ProductDatabaseOptions { Directory = settings["ActiveReach:DataDirectory"]! })
            .AddSingleton<IMessageQueue, StorageQueue>();
    }

    public static async Task<int> RunAsync(string[] args)
    {
        using var host = ActiveReachApp.Build(args);
        await host.RunAsync();
        return 0;
    }
}
