using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Sight;

/// <summary>How orchestrations stand, by what they tell of themselves and the hour.</summary>
public sealed class Standings(SightOptions options, TimeProvider clock)
{
    internal static readonly OrchestrationQuery Unfinished = new(
        Statuses: [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended],
        PageSize: 500,
        FetchInputsAndOutputs: true);

    internal OrchestrationState StateOf(OrchestrationMetadata instance)
    {
        if (instance.RuntimeStatus is OrchestrationRuntimeStatus.Failed)
            return OrchestrationState.Failed;
        var (now, due) = (clock.GetUtcNow(), DueAt(instance));
        if (due > now)
            return OrchestrationState.Waiting;
        if (now - due > options.StuckAfter)
            return OrchestrationState.Stuck;
        return instance.RuntimeStatus is OrchestrationRuntimeStatus.Pending ? OrchestrationState.Pending : OrchestrationState.Working;
    }

    /// <summary>What it told; of one that has not begun, when it was made; of one that tells nothing, its last change.</summary>
    internal static DateTimeOffset DueAt(OrchestrationMetadata instance) =>
        instance.RuntimeStatus is OrchestrationRuntimeStatus.Pending ? instance.CreatedAt
        : Of(instance) is { } told ? new DateTimeOffset(DateTime.SpecifyKind(told.DueAt, DateTimeKind.Utc)) : instance.LastUpdatedAt;

    /// <summary>Null for one that tells nothing, or of another kind.</summary>
    internal static OrchestrationStanding? Of(OrchestrationMetadata instance)
    {
        try
        {
            return instance.ReadCustomStatusAs<OrchestrationStanding>();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
