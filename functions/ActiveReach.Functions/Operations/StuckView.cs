using System.Text.Json.Serialization;
using ActiveReach.Functions.Sight;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Operations;

/// <param name="Orchestration">Its instance id, which the log names too.</param>
/// <param name="Chapter">Where in its story it is; missing before it has begun.</param>
/// <param name="DueSince">When it should have gone on; of one that failed, when it ended.</param>
/// <param name="LastFailure">Kinds of the fault that its step failed of; missing where none is known.</param>
/// <param name="Remedy">What to do.</param>
public sealed record StuckView(
    string? Campaign, string? Run, string Orchestration, string? Chapter, StuckState State, DateTimeOffset DueSince, string? LastFailure, string Remedy)
{
    [JsonIgnore]
    internal string? Doorbell { get; private init; }

    internal static StuckView Of(OrchestrationMetadata instance, OrchestrationState state, string? campaign, string? run)
    {
        var (told, hasFailed) = (Standings.Of(instance), state is OrchestrationState.Failed);
        return new StuckView(
            campaign, run, instance.InstanceId, told?.Chapter, hasFailed ? StuckState.Failed : StuckState.Stuck, hasFailed ? instance.LastUpdatedAt : Standings.DueAt(instance), told?.LastFailure,
            hasFailed ? "A fault of the program has ended it, and it does not go on: cancel the campaign, duplicate it for those who were not reached, and report the log of this instance."
            : told is null ? "No worker has taken it up: see whether the app has instances, and whether GET api/ready names a store that does not answer."
            : told.LastFailure is { } failure ? $"Its step fails of {failure}: see whether GET api/ready names a store that does not answer, and what the log says of the step. When that is mended it goes on by itself within five minutes, or at once with POST of this address; to give it up, cancel the campaign."
            : "Its step has not come to an end: see whether the app has instances and GET api/ready is well, then have it look again with POST of this address. To give it up, cancel the campaign.")
        {
            Doorbell = hasFailed ? null : told?.Doorbell,
        };
    }
}

public enum StuckState
{
    /// <summary>It should have gone on and has not.</summary>
    Stuck,

    /// <summary>It has ended with a fault before its campaign.</summary>
    Failed,
}
