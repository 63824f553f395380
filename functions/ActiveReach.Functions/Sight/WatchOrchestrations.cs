using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Sight;

/// <summary>Looks up how the orchestrations stand, while anybody wants to know, and names those that are stuck.</summary>
public sealed class WatchOrchestrations(OrchestrationMeter meter, Standings standings, SightOptions options, ILogger<WatchOrchestrations> log)
{
    private const int MostNamed = 20;

    /// <summary>They stay for good, so they are counted without what they carry.</summary>
    private static readonly OrchestrationQuery Failed = new(Statuses: [OrchestrationRuntimeStatus.Failed], PageSize: 500);

    [Function(nameof(WatchOrchestrations))]
    public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (!meter.IsWatched)
            return;
        var counts = new Dictionary<(string, OrchestrationState), long>();
        var stuck = new List<string>();
        await foreach (var instance in client.GetAllInstancesAsync(Standings.Unfinished).WithCancellation(cancellation))
        {
            var state = standings.StateOf(instance);
            counts[(instance.Name, state)] = counts.GetValueOrDefault((instance.Name, state)) + 1;
            if (state is OrchestrationState.Stuck && stuck.Count < MostNamed)
                stuck.Add(instance.InstanceId);
        }

        await foreach (var instance in client.GetAllInstancesAsync(Failed).WithCancellation(cancellation))
            counts[(instance.Name, OrchestrationState.Failed)] = counts.GetValueOrDefault((instance.Name, OrchestrationState.Failed)) + 1;

        meter.Show(counts);
        if (stuck.Count > 0)
            log.LogWarning("Orchestrations should have gone on {StuckAfter} ago at the latest and have not: {Stuck}", options.StuckAfter, string.Join(", ", stuck));
    }
}
