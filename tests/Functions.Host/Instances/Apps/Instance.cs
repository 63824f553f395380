using System.Text.Json.Nodes;

namespace Functions.Host.Instances.Apps;

/// <summary>An instance of the app: a host with its worker, here or in a process of its own, and the file of the sandbox carrier that the worker has.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly FunctionsHost? here;
    private readonly HostProcess? elsewhere;

    public Instance(FunctionsHost host, string outbox) => (here, Address, Outbox) = (host, host.Address, outbox);

    public Instance(HostProcess host, string outbox) => (elsewhere, Address, Outbox) = (host, host.Address, outbox);

    public Uri Address { get; }

    public string Outbox { get; }

    /// <summary>Of an instance that is here.</summary>
    public FunctionsHost Host => here!;

    /// <summary>Whether it is given requests.</summary>
    public bool IsServing { get; private set; } = true;

    /// <summary>What its carrier took for a campaign.</summary>
    public IReadOnlyList<JsonNode> Taken(string campaign) =>
        [.. Lines(campaign).Select(line => JsonNode.Parse(line)!).Where(message => (string?)message["campaign"] == campaign)];

    public int Count(string campaign) => Lines(campaign).Count();

    /// <summary>Messages of which its carrier has yet to tell something; of each that has told all it notes eight bytes.</summary>
    public long Untold => Count("") - (File.Exists(Told) ? new FileInfo(Told).Length / sizeof(ulong) : 0);

    private string Told => Outbox + ".told";

    /// <summary>Ends it as a deployment does: it gets no more requests, what is under way comes to its end, and nothing new is begun.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!IsServing)
            return;
        IsServing = false;
        if (here is not null)
            await here.DisposeAsync();
        if (elsewhere is not null)
            await elsewhere.DisposeAsync();
    }

    /// <summary>Its machine is lost: host and worker of an instance in a process of its own end at once, without a word to anybody.</summary>
    public void Kill()
    {
        IsServing = false;
        elsewhere!.Kill();
    }

    /// <summary>Whole ones: the carrier may be writing.</summary>
    private IEnumerable<string> Lines(string campaign)
    {
        if (!File.Exists(Outbox))
            yield break;
        using var file = new StreamReader(new FileStream(Outbox, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var text = file.ReadToEnd();
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Contains(campaign, StringComparison.Ordinal))
                yield return line;
        }
    }
}
