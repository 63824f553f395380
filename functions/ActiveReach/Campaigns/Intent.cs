namespace ActiveReach.Campaigns;

/// <summary>Something that must happen outside the store because of what was just written in it: starting an orchestration or
/// ringing one. Repeated by the reconciler until confirmed; starting and ringing are idempotent.</summary>
/// <param name="Id">Deterministic, so that writing it twice is writing it once.</param>
/// <param name="Orchestration">Instance id.</param>
/// <param name="Start">Name of the orchestrator to start; null to ring.</param>
/// <param name="Input">JSON of the input, ids only; for a start.</param>
/// <param name="Event">Name of the event to raise; for a ring.</param>
public sealed record Intent(string Id, string Orchestration, string? Start, string? Input, string? Event)
{
    public static Intent ToStart(string orchestrator, string instance, string inputJson) =>
        new($"start:{instance}", instance, orchestrator, inputJson, null);

    /// <param name="cause">What makes this ring distinct from another of the same event, e.g. the revision.</param>
    public static Intent ToRing(string instance, string doorbell, string cause) =>
        new($"ring:{instance}:{doorbell}:{cause}", instance, null, null, doorbell);
}

/// <summary>Intents that wait for their confirmation.</summary>
public interface IIntentStore
{
    /// <summary>What is not put off beyond now: what never failed before what did, the workspaces in turn, each in the order of writing.</summary>
    Task<IReadOnlyList<Intent>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation = default);

    /// <summary>All of one orchestration in the order of writing, put off or not.</summary>
    Task<IReadOnlyList<Intent>> PendingForAsync(string orchestration, CancellationToken cancellation = default);

    /// <summary>They are carried out. One that is not there is no error.</summary>
    Task ConfirmAsync(IReadOnlyList<string> ids, CancellationToken cancellation = default);

    /// <summary>They failed once more.</summary>
    /// <param name="until">When to try again, from how often one has failed: 1 after the first time.</param>
    Task PutOffAsync(IReadOnlyList<string> ids, Func<int, DateTimeOffset> until, CancellationToken cancellation = default);
}
