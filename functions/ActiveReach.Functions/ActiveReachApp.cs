using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Hosting;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Operations;
using ActiveReach.Functions.Sight;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Providers;
using Functions.Embedded;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Functions;

/// <summary>The function app, put together: the same for both hosts, but for the few ports that a host brings.</summary>
public static class ActiveReachApp
{
    /// <summary>The app as a worker of the Functions host.</summary>
    /// <param name="args">What the host started the process with.</param>
    public static IHost BuildWorker(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        FunctionsHost.Prepare(builder);
        Compose(builder, FunctionsHost.KindOf(builder));
        return builder.Build();
    }

    /// <summary>The app in a host of its own: OwnHost runs it, tests build it with other settings.</summary>
    /// <param name="args">Start-up options of the contract.</param>
    /// <param name="configure">Runs before anything reads a setting; what it registers wins.</param>
    public static EmbeddedHost Build(string[] args, Action<EmbeddedApplicationBuilder>? configure = null)
    {
        var builder = EmbeddedApplicationBuilder.Create(args);
        configure?.Invoke(builder);
        OwnHost.Prepare(builder, args);
        Compose(builder, HostKind.Own);
        return builder.Build();
    }

    private static void Compose<TBuilder>(TBuilder builder, HostKind host)
        where TBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
    {
        IHostApplicationBuilder app = builder;
        var options = AppOptions.Read(app.Configuration, host);
        builder.UseMiddleware<SetAsideMiddleware>();
        builder.UseMiddleware<FaultMiddleware>();
        builder.UseActiveReachHttp(options.Access, options.Sessions, options.Requests);
        app.Services
            .AddStores(options)
            .AddSight(options.Sight, isWorker: builder is FunctionsApplicationBuilder)
            .AddFirstEntry(options.FirstEntry)
            .AddSettings()
            .AddMessages(options)
            .AddProviders(options)
            .AddAccounts(options.Accounts, options.Vaults, new DryRun(options.Log.Channels))
            .AddAudiences(options.Imports)
            .AddOutlets()
            .AddEvents()
            .AddCampaigns()
            .AddTestSends(options.TestSends)
            .AddDelivery(options.Delivery)
            .AddEngagement(options)
            .AddRuns()
            .AddEntries()
            .AddOperations()
            .AddTransfer();
    }
}
