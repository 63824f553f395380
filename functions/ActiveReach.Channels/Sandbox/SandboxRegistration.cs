using ActiveReach.Channels.Sandbox.Reports;
using ActiveReach.Channels.Sandbox.Templates;
using ActiveReach.TemplateLibrary;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Channels.Sandbox;

public static class SandboxRegistration
{
    /// <summary>The stand-in carrier for some channels, with its reports. In-app messages it only witnesses (<see cref="SandboxWitness"/>).</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, SandboxOptions options, ChannelSet channels, Func<IServiceProvider, SandboxCallback> callback)
    {
        services
            .AddSingleton(options)
            .AddSingleton(callback)
            .AddSingleton(provider => new SandboxSchedule(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SandboxCallback>().Busy))
            .AddSingleton<SandboxCarrier>()
            .AddSingleton<SandboxPostman>()
            .AddHostedService<SandboxHost>();
        services.AddSingleton<SandboxReviewer>();
        if (channels.Contains(Channel.WhatsApp))
            services.AddSingleton<ITemplateReviewer>(provider => provider.GetRequiredService<SandboxReviewer>()).AddHostedService<SandboxVerdicts>();
        foreach (var channel in channels.Except([Channel.InApp]))
        {
            services.AddSingleton<IChannelProvider>(provider => new SandboxProvider(
                channel, provider.GetRequiredService<SandboxCarrier>(), new SandboxRate(options.RatePerMinute, provider.GetRequiredService<TimeProvider>())));
        }

        return services;
    }
}
