using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

/// <summary>Something that must happen outside of a commit because of what was written in it: starting an orchestration, ringing one, or letting
/// follow what a person's move of a run brings about. Repeated by the reconciler until confirmed; each of the three may happen twice.</summary>
/// <param name="Id">Deterministic, so that writing it twice is writing it once.</param>
/// <param name="Orchestration">Instance id.</param>
/// <param name="Start">Name of the orchestrator to start.</param>
/// <param name="Input">JSON of the input, ids only; for a start.</param>
/// <param name="Event">Name of the event to raise; for a ring.</param>
public sealed record Intent(string Id, string Orchestration, string? Start, string? Input, string? Event)
{
    /// <summary>The run that was moved; null for a start and a ring.</summary>
    public RunId? Moved { get; init; }

    /// <summary>Who moved it, for the audit trail; it lies in another partition than the run.</summary>
    public AuditEntry? Told { get; init; }

    public static Intent ToStart(string orchestrator, string instance, string inputJson) =>
        new($"start:{instance}", instance, orchestrator, inputJson, null);

    /// <param name="cause">What makes this ring distinct from another of the same event, e.g. the revision.</param>
    public static Intent ToRing(string instance, string doorbell, string cause) =>
        new($"ring:{instance}:{doorbell}:{cause}", instance, null, null, doorbell);

    /// <param name="run">As it was before its move.</param>
    public static Intent ToFollow(Run run, AuditEntry? told) =>
        new($"follow:{run.Id}:{run.Revision}", run.Orchestration, null, null, null) { Moved = run.Id, Told = told };
}
