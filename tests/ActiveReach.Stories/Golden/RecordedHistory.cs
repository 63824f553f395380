using System.Text.Json.Nodes;
using ActiveReach.Functions.Runs;

namespace ActiveReach.Stories.Golden;

/// <summary>One execution of an orchestration as the engine wrote it down.</summary>
internal sealed record RecordedHistory(string Json)
{
    private readonly JsonNode root = JsonNode.Parse(Json)!;

    public string Orchestrator => (string)root["orchestrator"]!;

    /// <summary>The chapter of a <see cref="CampaignRun"/>; null for another orchestration.</summary>
    public Chapter? Chapter => Orchestrator == nameof(CampaignRun) ? (Chapter)((int?)(Input[nameof(Chapter)]) ?? 0) : null;

    public IEnumerable<string> Kinds => root["events"]!.AsArray().Select(line => (string)line!["kind"]!);

    public bool HasEnded => Kinds.Intersect(["ContinuedAsNew", "ExecutionCompleted", "ExecutionFailed"]).Any();

    private JsonNode Input => JsonNode.Parse((string)root["events"]!.AsArray().First(line => (string)line!["kind"]! == "ExecutionStarted")!["text"]!)!;
}
