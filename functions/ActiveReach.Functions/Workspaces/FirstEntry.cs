using ActiveReach.Access;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Functions.Hosting;
using ActiveReach.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Functions.Workspaces;

/// <summary>Gives a fresh installation a way in: the demonstration workspace where the app keeps its own files, or the workspace of
/// the admin named by <c>ActiveReach__BootstrapAdmin</c>, whom the platform signs in or who has <c>ActiveReach__BootstrapKey</c>.</summary>
internal sealed class FirstEntry(DemoWorkspace demo, FirstAdmin first, Http.AccessOptions access, HostFacts host, FirstEntryOptions options) : IHostedService
{
    private static readonly WorkspaceSettings DemoSettings = WorkspaceSettings.Default
        .With(new ConsentDefaults { DefaultConsent = ConsentState.OptedIn })
        .With(new SenderSettings
        {
            Senders = new Dictionary<Channel, string>
            {
                [Channel.Sms] = "+18005550100",
                [Channel.Email] = "hello@demo.example",
                [Channel.WhatsApp] = "+18005550101",
                [Channel.Rcs] = "+18005550101",
            },
        });

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (host.HasDemoKeys && !access.UsesCloudStores)
            await demo.EnsureAsync(DemoSettings, cancellationToken);
        if (options.BootstrapAdmin is { } admin)
            await first.EnsureAsync(admin, options.BootstrapKey, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class FirstEntryComposition
{
    public static IServiceCollection AddFirstEntry(this IServiceCollection services, FirstEntryOptions options) => services
        .AddSingleton(options)
        .AddSingleton<DemoWorkspace>()
        .AddSingleton<FirstAdmin>()
        .AddSingleton<CreateWorkspace>()
        .AddSingleton<CallersWorkspace>()
        .AddSingleton<EditWorkspace>()
        .AddSingleton<RenameWorkspace>()
        .AddSingleton<ChooseMode>()
        .AddSingleton<CheckStores>()
        .AddSingleton<AddMember>()
        .AddSingleton<ChangeMember>()
        .AddSingleton<RemoveMember>()
        .AddSingleton<CreateKey>()
        .AddSingleton<RevokeKey>()
        .AddHostedService<FirstEntry>();
}
