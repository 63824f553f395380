using ActiveReach.Channels;
using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.Sandbox;
using ActiveReach.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class ProvidersComposition
{
    /// <summary>Who takes the messages of each channel: a provider that is set up, else the sandbox.</summary>
    public static IServiceCollection AddProviders(this IServiceCollection services, AppOptions options)
    {
        ChannelSet pretended = [Channel.Sms, Channel.Email];
        if (options.CommunicationServices is { } resource)
        {
            services
                .AddSingleton(resource)
                .AddSingleton<AcsRequests>()
                .AddSingleton<IChannelProvider, AcsSmsProvider>()
                .AddSingleton<IChannelProvider, AcsEmailProvider>();
            pretended = pretended.Except([Channel.Sms, Channel.Email]);
        }

        return pretended.IsEmpty ? services : services.AddSandbox(options.Sandbox, pretended, CallbackOf);
    }

    private static SandboxCallback CallbackOf(IServiceProvider provider)
    {
        var host = provider.GetRequiredService<HostFacts>();
        return new SandboxCallback(host.Address, provider.GetRequiredService<KeptSecrets>().WebhookSecret("acs"), host.BeginWork);
    }
}
