using Functions.Embedded.Durable.History;
using Functions.Embedded.Durable.Replay;
using Functions.Embedded.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using SqliteGroupCommit;
using NonDeterministic = DurableTask.Core.Exceptions.NonDeterministicOrchestrationException;

namespace Functions.Embedded.Durable.Engine;

/// <summary>
/// Runs the episodes of an instance: all that has arrived goes in at once, all that comes of it goes to the storage thread as one
/// transition. The next episode may run before that is on disk; what it dispatches may not.
/// </summary>
internal sealed class Turns(EngineParts parts, Dispatch dispatch)
{
    public void Run(Instance instance)
    {
        try
        {
            bool isOver;
            do
                isOver = parts.IsStopping || RunOne(instance);
            while (!instance.TryRest(isOver));
        }
        catch (StoppedException)
        {
            // The power is cut: recovery starts from the last commit.
            instance.TryRest(isOver: true);
        }
        catch (Exception error)
        {
            parts.Fault(error);
        }
    }

    private bool RunOne(Instance instance)
    {
        var mail = instance.TakeMail();
        var history = instance.History ??= Load(instance);
        var now = Math.Max(parts.Now, history[^1].At);
        var arrivals = mail.FindAll(message => IsFor(message, instance)).ConvertAll(message => message.Happened.During(now));
        var isFirst = !instance.Played;
        if (arrivals.Count == 0 && !isFirst && !mail.Contains(Message.Stray))
        {
            Discard(mail);
            return instance.Finished;
        }

        var outcome = Decide(instance, mail, arrivals, history, now);
        Report(instance, outcome);
        var transition = new Transition(parts, dispatch, instance, mail, outcome, now);
        transition.Apply(isFirst, arrivals);
        Interlocked.Increment(ref instance.OpenCommits);
        parts.Post(transition);
        return outcome.Completion is { Ending: not Ending.ContinuedAsNew };
    }

    private TurnOutcome Decide(Instance instance, List<Message> mail, List<HistoryEvent> arrivals, List<HistoryEvent> history, long now)
    {
        if (mail.Contains(Message.Stray))
            return Failed(instance, new InvalidOperationException(OrchestratorThread.IllegalAwait));
        if (!instance.Played && arrivals.Find(arrival => arrival.Kind == HistoryKind.ExecutionTerminated) is { } terminated)
            return new TurnOutcome([], [], instance.CustomStatus, false, new Completion(Ending.Terminated, terminated.Text));

        try
        {
            if (!instance.Played)
                return (instance.Live = Executor(instance)).Run([], [.. history, .. arrivals], now);
            if (instance.Live is { } live)
                return live.Run([], arrivals, now);
            return (instance.Live = Executor(instance)).Run(history, arrivals, now);
        }
        catch (Exception error) when (error is not StoppedException)
        {
            return Failed(instance, error);
        }
    }

    private static TurnOutcome Failed(Instance instance, Exception error) =>
        new([], [], instance.CustomStatus, false, new Completion(Ending.Failed, error.Message, Failures.Of(error)));

    private void Report(Instance instance, TurnOutcome outcome)
    {
        if (outcome.Completion is { Ending: Ending.Failed, Failure: { } failure })
        {
            // Messages may quote payloads; only the engine's own finding is told whole.
            var reason = failure.ErrorType == typeof(NonDeterministic).FullName ? failure.ErrorMessage : failure.ErrorType;
            parts.Log.LogInformation("Orchestrator {Name}, instance {Instance} failed: {Reason}", instance.Name, instance.Id, reason);
        }
    }

    private OrchestrationExecutor Executor(Instance instance) => new(
        new OrchestrationSubject(
            instance.Name,
            instance.Id,
            instance.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.Id) : null,
            parts.Registry.FindOrchestrator(instance.Name),
            parts.Options.DataConverter,
            parts.Options.MaximumTimerInterval,
            parts.Loggers),
        () => dispatch.Deliver(instance, Message.Stray));

    private static bool IsFor(Message message, Instance instance) =>
        message.Happened.Kind is not (HistoryKind.OrchestratorStarted or HistoryKind.ExecutionFailed)
        && (message.Execution == Message.AnyExecution || message.Execution == instance.Execution);

    private List<HistoryEvent> Load(Instance instance)
    {
        var history = parts.Store.Database.Read(session => HistoryRows.Load(session, instance.Key));
        instance.HistoryBytes = history.Sum(line => (long)line.Size);
        return history;
    }

    /// <summary>Late results of an earlier execution: nothing happens but that their rows go.</summary>
    private void Discard(List<Message> mail)
    {
        var ids = mail.Where(message => message.InboxId != 0).Select(message => message.InboxId).ToList();
        if (ids.Count > 0)
            _ = parts.Store.Database.WriteAsync(session => InboxRows.Delete(session, ids));
    }
}
