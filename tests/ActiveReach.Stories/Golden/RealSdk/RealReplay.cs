using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker.Grpc;
using P = Microsoft.DurableTask.Protobuf;

namespace ActiveReach.Stories.Golden.RealSdk;

/// <summary>One turn: the steps that were written down, and those that the real worker takes.</summary>
internal sealed record ReplayedTurn(IReadOnlyList<string> Recorded, IReadOnlyList<string> Taken);

/// <summary>Gives a history to the real worker as the host does, turn by turn, each with all the past.</summary>
internal static class RealReplay
{
    private const string Execution = "recorded";

    public static IReadOnlyList<ReplayedTurn> Of(RecordedTurns history, Func<TaskOrchestrationContext, Task> orchestrator)
    {
        var replayed = new List<ReplayedTurn>();
        var past = new List<P.HistoryEvent>();
        foreach (var turn in history.Turns)
        {
            var came = turn.Came.SelectMany((line, n) => n == 0 || turn.Came[n - 1].At != line.At ? new[] { Started(line.At), Event(line, history) } : [Event(line, history)]).ToList();
            replayed.Add(new ReplayedTurn([.. turn.Did.Select(Step)], [.. Run(history, past, came, orchestrator).Select(Step)]));
            past.AddRange(came);
            past.AddRange(turn.Did.Where(line => line.Kind is "TaskScheduled" or "TimerCreated").Select(line => Event(line, history)));
            past.Add(new P.HistoryEvent { EventId = -1, Timestamp = Time(turn.Came[^1].At), OrchestratorCompleted = new() });
        }

        return replayed;
    }

    private static IEnumerable<P.OrchestratorAction> Run(RecordedTurns history, List<P.HistoryEvent> past, List<P.HistoryEvent> came, Func<TaskOrchestrationContext, Task> orchestrator)
    {
        var request = new P.OrchestratorRequest { InstanceId = history.InstanceId, ExecutionId = Execution };
        request.PastEvents.AddRange(past);
        request.NewEvents.AddRange(came);
        var answer = GrpcOrchestrationRunner.LoadAndRun<object, object?>(Convert.ToBase64String(request.ToByteArray()), async (context, _) =>
        {
            await orchestrator(new FunctionsContext(context));
            return null;
        });
        // When it continues as new, the real worker sends the events that nobody took to its own instance; the embedded engine keeps them.
        return P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer)).Actions.Where(action => action.SendEvent?.Instance.InstanceId != history.InstanceId);
    }

    private static P.HistoryEvent Started(DateTime at) => new() { EventId = -1, Timestamp = Time(at), OrchestratorStarted = new() };

    private static P.HistoryEvent Event(RecordedEvent line, RecordedTurns history)
    {
        var written = new P.HistoryEvent { EventId = line.Kind is "TaskScheduled" or "TimerCreated" ? line.Task : -1, Timestamp = Time(line.At) };
        switch (line.Kind)
        {
            case "ExecutionStarted": written.ExecutionStarted = new() { Name = line.Name, Input = line.Text, OrchestrationInstance = new() { InstanceId = history.InstanceId, ExecutionId = Execution } }; break;
            case "TaskScheduled": written.TaskScheduled = new() { Name = line.Name, Input = line.Text }; break;
            case "TaskCompleted": written.TaskCompleted = new() { TaskScheduledId = line.Task, Result = line.Text }; break;
            case "TimerCreated": written.TimerCreated = new() { FireAt = Time(line.At) }; break;
            case "TimerFired": written.TimerFired = new() { TimerId = line.Task, FireAt = Time(line.At) }; break;
            case "EventRaised": written.EventRaised = new() { Name = line.Name, Input = line.Text }; break;
            default: throw new NotSupportedException($"The history of '{history.Orchestrator}' has a line '{line.Kind}', which this replay can't put into the real engine's form.");
        }

        return written;
    }

    /// <summary>What an engine holds a replay to: number and name of a call, and how the execution ends.</summary>
    private static string Step(RecordedEvent line) => line.Kind switch
    {
        "TaskScheduled" => $"call #{line.Task} {line.Name}",
        "TimerCreated" => $"timer #{line.Task}",
        "ContinuedAsNew" => $"again {Plain(line.Text)}",
        "ExecutionCompleted" => $"end {Plain(line.Text)}",
        _ => line.Kind,
    };

    private static string Step(P.OrchestratorAction action) => action switch
    {
        { ScheduleTask: { } call } => $"call #{action.Id} {call.Name}",
        { CreateTimer: not null } => $"timer #{action.Id}",
        { CompleteOrchestration: { OrchestrationStatus: P.OrchestrationStatus.ContinuedAsNew } again } => $"again {Plain(again.Result)}",
        { CompleteOrchestration: { OrchestrationStatus: P.OrchestrationStatus.Completed } end } => $"end {Plain(end.Result)}",
        _ => $"{action}",
    };

    /// <summary>The two write other escapes; the value is what counts.</summary>
    private static string Plain(string? json) => string.IsNullOrEmpty(json) ? "nothing" : JsonNode.Parse(json)?.ToJsonString() ?? "nothing";

    private static Timestamp Time(DateTime at) => Timestamp.FromDateTime(at);
}
