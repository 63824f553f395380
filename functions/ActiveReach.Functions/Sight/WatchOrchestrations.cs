using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Sight;

/// <summary>Looks up how the orchestrations stand, while anybody wants to know, and names those that are stuck.</summary>
public sealed class WatchOrchestrations(OrchestrationMeter meter, SightOptions options, TimeProvider clock, ILogger<WatchOrchestrations> log)
{
    private const int MostNamed = 20;

    private static readonly OrchestrationQuery Unfinished = new(
        Statuses: [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended],
        PageSize: 500,
        FetchInputsAndOutputs: true);

    /// <summary>They stay for good, so they are counted without what they carry.</summary>
    private static readonly OrchestrationQuery Failed = new(Statuses: [OrchestrationRuntimeStatus.Failed], PageSize: 500);

    [Function(nameof(WatchOrchestrations))]
    public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (!meter.IsWatched)
            return;
        var counts = new Dictionary<(string, OrchestrationState), long>();
        var stuck = new List<string>();
        var now = clock.GetUtcNow();
        await foreach (var instance in client.GetAllInstancesAsync(Unfinished).WithCancellation(cancellation))
        {
            var state = StateOf(instance, now);
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

    private OrchestrationState StateOf(OrchestrationMetadata instance, DateTimeOffset now)
    {
        var due = instance.RuntimeStatus is OrchestrationRuntimeStatus.Pending ? instance.CreatedAt : DueAt(instance);
        if (due > now)
            return OrchestrationState.Waiting;
        if (now - due > options.StuckAfter)
            return OrchestrationState.Stuck;
        return instance.RuntimeStatus is OrchestrationRuntimeStatus.Pending ? OrchestrationState.Pending : OrchestrationState.Working;
    }

    /// <summary>What it told; of one that tells nothing, its last change.</summary>
    private static DateTimeOffset DueAt(OrchestrationMetadata instance)
    {
        try
        {
            if (instance.ReadCustomStatusAs<OrchestrationStanding>() is { } standing)
                return new DateTimeOffset(DateTime.SpecifyKind(standing.DueAt, DateTimeKind.Utc));
        }
        catch (System.Text.Json.JsonException)
        {
            // The status of an orchestration of another kind.
        }

        return instance.LastUpdatedAt;
    }
}
