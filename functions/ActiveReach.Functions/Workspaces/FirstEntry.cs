using ActiveReach.Functions.Hosting;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Functions.Workspaces;

/// <summary>Gives a fresh installation a way in: the demonstration workspace where the app keeps its own files, or the workspace of
/// the admin named by <c>ActiveReach__BootstrapAdmin</c>, whom the platform signs in.</summary>
internal sealed class FirstEntry(DemoWorkspace demo, CreateWorkspace create, Http.AccessOptions access, HostFacts host, FirstEntryOptions options) : IHostedService
{
    public const string BootstrapWorkspace = "main";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (host.HasDemoKeys && !access.UsesCloudStores)
            await demo.EnsureAsync(cancellationToken);
        if (options.BootstrapAdmin is { } admin)
            await BootstrapAsync(admin, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task BootstrapAsync(string admin, CancellationToken cancellation)
    {
        try
        {
            await create.WithoutKeyAsync(BootstrapWorkspace, admin, cancellation);
        }
        catch (ConflictException)
        {
            // It was made at an earlier start; its members are managed there from then on.
        }
    }
}

internal static class FirstEntryComposition
{
    public static IServiceCollection AddFirstEntry(this IServiceCollection services, FirstEntryOptions options) => services
        .AddSingleton(options)
        .AddSingleton<DemoWorkspace>()
        .AddSingleton<CreateWorkspace>()
        .AddSingleton<WorkspaceEdit>()
        .AddHostedService<FirstEntry>();
}
