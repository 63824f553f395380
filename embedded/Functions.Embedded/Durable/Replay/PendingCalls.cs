using System.Diagnostics.CodeAnalysis;
using Functions.Embedded.Durable.History;
using NonDeterministic = DurableTask.Core.Exceptions.NonDeterministicOrchestrationException;

namespace Functions.Embedded.Durable.Replay;

/// <summary>
/// What the code has asked for: actions until history (or the end of the episode) takes them, and calls until their result comes.
/// </summary>
internal sealed class PendingCalls(OrchestrationSubject subject)
{
    private readonly List<OrchestratorAction?> issued = [];
    private readonly Dictionary<int, Call> open = [];
    private int firstUntaken;

    public bool HasOpen => open.Count > 0;

    public int NextId => issued.Count;

    public void Issue(OrchestratorAction action) => issued.Add(action);

    public Task<string?> Open(OrchestratorAction action)
    {
        var call = new Call(action);
        open.Add(action.Id, call);
        return call.Task;
    }

    /// <summary>Takes a call out, to be settled by the caller; false when it was settled or cancelled before.</summary>
    public bool TryClose(int id, [NotNullWhen(true)] out Call? call) => open.Remove(id, out call);

    /// <summary>History says this was asked for; so must the code.</summary>
    public void Match(HistoryEvent recorded)
    {
        var id = recorded.TaskId;
        var action = id < issued.Count ? issued[id] : null;
        var was = OrchestratorAction.Describe(recorded.Kind, recorded.Name);
        if (action is null)
            throw Diverged(id, $"its history has {was} here, which the code has not made (yet)");
        if (action.Kind != recorded.Kind || (recorded.Kind != HistoryKind.TimerCreated && !string.Equals(action.Name, recorded.Name, StringComparison.OrdinalIgnoreCase)))
            throw Diverged(id, $"its history has {was} here, but the code now makes {action}");
        issued[id] = null;
    }

    /// <summary>Once all of history is replayed, nothing may be left that history doesn't have.</summary>
    public void RequireAllMatched()
    {
        if (Untaken().FirstOrDefault() is { } extra)
            throw Diverged(extra.Id, $"the code now makes {extra}, which its history doesn't have");
    }

    public List<OrchestratorAction> TakeNew()
    {
        var taken = Untaken().ToList();
        foreach (var action in taken)
            issued[action.Id] = null;
        return taken;
    }

    private IEnumerable<OrchestratorAction> Untaken()
    {
        while (firstUntaken < issued.Count && issued[firstUntaken] is null)
            firstUntaken++;
        for (var i = firstUntaken; i < issued.Count; i++)
        {
            if (issued[i] is { } action)
                yield return action;
        }
    }

    private NonDeterministic Diverged(int step, string difference) => new(
        step,
        $"orchestrator '{subject.Name}', instance '{subject.InstanceId}', step #{step}: {difference}. "
        + "Was the orchestrator's code changed while the instance ran, or does it use time, chance or data from outside its context? "
        + "Give changed code a new name and let running instances finish on the old one.");

    internal sealed class Call(OrchestratorAction action) : TaskCompletionSource<string?>
    {
        public OrchestratorAction Action { get; } = action;
    }
}
