using Functions.Embedded.Durable.History;
using Functions.Embedded.Durable.Replay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Functions.Embedded.Durable;

/// <summary>What a replay found.</summary>
/// <param name="Orchestrator">The orchestrator of the history.</param>
/// <param name="InstanceId">Its instance.</param>
/// <param name="Divergence">Where today's code leaves the history; null when it follows it to the end.</param>
public sealed record ReplayReport(string Orchestrator, string InstanceId, string? Divergence)
{
    public bool Agrees => Divergence is null;
}

/// <summary>Replays a stored history against today's orchestrators: a running instance must survive the next release.</summary>
public static class ReplayCheck
{
    public static ReplayReport Replay(DurableRegistry registry, string historyJson, DurableOptions? options = null)
    {
        options ??= new DurableOptions();
        var stored = StoredHistory.Read(historyJson);
        var events = stored.Events.Select(line => line.ToEvent()).ToList();
        var end = events.Find(line => line.Kind is HistoryKind.ExecutionCompleted or HistoryKind.ExecutionFailed or HistoryKind.ContinuedAsNew);
        var subject = new OrchestrationSubject(
            stored.Orchestrator,
            stored.InstanceId,
            Parent: null,
            registry.FindOrchestrator(stored.Orchestrator),
            options.DataConverter,
            options.MaximumTimerInterval,
            NullLoggerFactory.Instance);
        var outcome = new OrchestrationExecutor(subject, () => { }).Run(events, [], events[^1].At);
        return new ReplayReport(stored.Orchestrator, stored.InstanceId, Compare(end, outcome.Completion));
    }

    private static string? Compare(HistoryEvent? end, Completion? completion)
    {
        if (completion is { Ending: Ending.Failed } && end?.Kind != HistoryKind.ExecutionFailed)
            return completion.Output;
        if (end is null)
            return completion is null or { Ending: Ending.Terminated } ? null : "the code now ends where its history goes on";
        if (completion is null)
            return "the code now goes on where its history ends";
        if (end.Kind == HistoryKind.ExecutionFailed)
            return completion.Ending == Ending.Failed ? null : "the code now succeeds where its history fails";
        if ((end.Kind == HistoryKind.ContinuedAsNew) != (completion.Ending == Ending.ContinuedAsNew))
            return completion.Ending == Ending.ContinuedAsNew ? "the code now continues as new where its history ends" : "the code now ends where its history continues as new";
        return string.Equals(end.Text, completion.Output, StringComparison.Ordinal) ? null
            : end.Kind == HistoryKind.ContinuedAsNew ? "the code now continues with another input than its history has" : "the code now gives another result than its history has";
    }
}
