using ActiveReach.Functions.Hosting;
using ActiveReach.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Composition;

/// <summary>Tells at start of settings under the app's names that nobody reads: misspelt, most likely, so that the default holds where
/// somebody meant something else.</summary>
/// <param name="names">As they would be written in the environment.</param>
internal sealed class UnreadSettings(IReadOnlyList<string> names, ILogger<UnreadSettings> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            var meant = Nearest.To(name, AppOptions.Settings.Select(setting => setting.Name));
            log.LogWarning("The setting {Setting} is none of the app's, and nobody reads it. {Remedy}", name, meant is null ? "See docs/operations.md." : $"Did you mean {meant}?");
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
