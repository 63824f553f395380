using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Hosting;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Workspaces;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Functions;

/// <summary>The function app, put together: Program runs it, tests build it with other settings.</summary>
public static class ActiveReachApp
{
    /// <param name="args">Start-up options of the contract.</param>
    /// <param name="configure">Runs before anything reads a setting; what it registers wins.</param>
    public static IHost Build(string[] args, Action<FunctionsApplicationBuilder>? configure = null)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        configure?.Invoke(builder);
        AppHosting.ReadOptions(builder, args);
        var options = AppOptions.Read(builder.Configuration);
        builder.UseActiveReachHttp(options.Access, options.Sessions);

        builder.Services
            .AddHosting(builder.Configuration)
            .AddFirstEntry(options.FirstEntry)
            .AddMessages(options)
            .AddAudiences(options.Imports)
            .AddOutlets()
            .AddEvents()
            .AddCampaigns(options.Store)
            .AddTestSends(options.TestSends)
            .AddDelivery(options.Delivery)
            .AddEngagement()
            .AddRuns();
        return builder.Build();
    }
}
