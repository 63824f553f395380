using ActiveReach.Channels.Sandbox;
using ActiveReach.InApp;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Channels.InApp;

public static class InAppRegistration
{
    /// <summary>The inbox as the provider of in-app messages.</summary>
    /// <param name="isWitnessed">Whether the sandbox is there, whose file then has these messages too.</param>
    public static IServiceCollection AddInApp(this IServiceCollection services, bool isWitnessed) => services.AddSingleton<IChannelProvider>(provider =>
    {
        var own = new InAppProvider(provider.GetRequiredService<InAppInbox>());
        return isWitnessed ? new SandboxWitness(own, provider.GetRequiredService<SandboxCarrier>()) : own;
    });
}
