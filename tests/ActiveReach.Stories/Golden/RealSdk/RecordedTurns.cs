using System.Text.Json.Nodes;

namespace ActiveReach.Stories.Golden.RealSdk;

/// <summary>A history in turns: what came in, and what the orchestrator then did.</summary>
internal sealed record RecordedTurns(string Orchestrator, string InstanceId, IReadOnlyList<RecordedTurn> Turns)
{
    public static RecordedTurns Of(string json)
    {
        var root = JsonNode.Parse(json)!;
        var turns = new List<RecordedTurn>();
        foreach (var line in root["events"]!.AsArray().Select(RecordedEvent.Of).Where(line => line.Kind != "OrchestratorStarted"))
        {
            if (turns.Count == 0 || (line.CameIn && turns[^1].Did.Count > 0))
                turns.Add(new RecordedTurn([], []));
            (line.CameIn ? turns[^1].Came : turns[^1].Did).Add(line);
        }

        return new RecordedTurns((string)root["orchestrator"]!, (string)root["instanceId"]!, turns);
    }
}

internal sealed record RecordedTurn(List<RecordedEvent> Came, List<RecordedEvent> Did);

internal sealed record RecordedEvent(string Kind, DateTime At, int Task, string? Name, string? Text)
{
    public bool CameIn => Kind is "ExecutionStarted" or "TaskCompleted" or "TaskFailed" or "TimerFired" or "EventRaised";

    public static RecordedEvent Of(JsonNode? line) =>
        new((string)line!["kind"]!, line["at"]!.GetValue<DateTime>().ToUniversalTime(), (int?)line["task"] ?? -1, (string?)line["name"], (string?)line["text"]);
}
