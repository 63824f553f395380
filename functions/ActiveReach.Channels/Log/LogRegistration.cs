using ActiveReach.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Log;

public static class LogRegistration
{
    /// <summary>The log as the provider of the channels of a dry run, and a word of it at start.</summary>
    public static IServiceCollection AddLog(this IServiceCollection services, LogOptions options)
    {
        foreach (var channel in options.Channels)
            services.AddSingleton<IChannelProvider>(provider => new LogProvider(channel, provider.GetRequiredService<ILogger<LogProvider>>()));
        if (options.Channels.Contains(Channel.WhatsApp))
            services.AddSingleton<ITemplateReviewer, LogReviewer>();
        return options.Channels.IsEmpty ? services : services.AddHostedService(provider => new LogWarning(options, provider.GetRequiredService<ILogger<LogWarning>>()));
    }

    /// <summary>Who has forgotten a dry run wonders why nobody gets anything.</summary>
    private sealed class LogWarning(LogOptions options, ILogger<LogWarning> log) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            log.LogWarning("ActiveReach__Log__Channels is set: messages of {Channels} are written to the log and sent to nobody, whatever else is set up for them. Take it away to send.", options.Channels.ToString());
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
