using System.Text.Json.Nodes;

namespace Functions.Host.Instances.Apps;

/// <summary>An instance of the app: a host with its worker, and the file of the sandbox carrier that the worker has.</summary>
internal sealed class Instance(FunctionsHost host, string outbox) : IAsyncDisposable
{
    public FunctionsHost Host => host;

    /// <summary>Whether it is given requests.</summary>
    public bool IsServing { get; private set; } = true;

    /// <summary>What its carrier took for a campaign.</summary>
    public IReadOnlyList<JsonNode> Taken(string campaign) =>
        [.. Lines().Where(line => line.Contains(campaign, StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!).Where(message => (string?)message["campaign"] == campaign)];

    /// <summary>Ends it as a deployment does: it gets no more requests, what is under way comes to its end, and nothing new is begun.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!IsServing)
            return;
        IsServing = false;
        await host.DisposeAsync();
    }

    /// <summary>Whole ones: the carrier may be writing.</summary>
    private IEnumerable<string> Lines()
    {
        if (!File.Exists(outbox))
            yield break;
        using var file = new StreamReader(new FileStream(outbox, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var text = file.ReadToEnd();
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            yield return line;
    }
}
