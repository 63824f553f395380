using System.Text.Json.Nodes;
using ActiveReach.Functions.Runs;

namespace ActiveReach.Stories.Golden;

/// <summary>One execution of an orchestration as the engine wrote it down.</summary>
internal sealed record RecordedHistory(string Json)
{
    private readonly JsonNode root = JsonNode.Parse(Json)!;

    public string Orchestrator => (string)root["orchestrator"]!;

    /// <summary>The orchestrator, and its chapter where it has any.</summary>
    public string What => Orchestrator switch
    {
        nameof(CampaignLife) => $"{Orchestrator}.{(LifeChapter)Chapter}",
        nameof(RunStory) => $"{Orchestrator}.{(RunChapter)Chapter}",
        _ => Orchestrator,
    };

    private int Chapter => (int?)Input[nameof(Chapter)] ?? 0;

    public IEnumerable<string> Kinds => root["events"]!.AsArray().Select(line => (string)line!["kind"]!);

    public bool HasEnded => Kinds.Intersect(["ContinuedAsNew", "ExecutionCompleted", "ExecutionFailed"]).Any();

    private JsonNode Input => JsonNode.Parse((string)root["events"]!.AsArray().First(line => (string)line!["kind"]! == "ExecutionStarted")!["text"]!)!;
}
