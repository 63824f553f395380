using System.Security.Cryptography;
using System.Text;
using ActiveReach.Campaigns;
using ActiveReach.Documents;
using ActiveReach.Inputs;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries.Members;

/// <summary>How far a campaign has come in watching people.</summary>
public sealed record Watch
{
    /// <summary>What says whom it watches, in short: while that changes, whoever is inside was not seen coming.</summary>
    public required string Said { get; init; }

    /// <summary>The versions of the segments it asks: who belongs to an edited one is looked up anew.</summary>
    public IReadOnlyDictionary<string, int> Segments { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether everybody has been looked at once since the campaign watches those it does: whoever is found inside from then on has come in.</summary>
    public bool IsKnown { get; init; }

    /// <summary>The contact up to whom the round has come; null between two rounds.</summary>
    public long? After { get; init; }

    /// <summary>When the next round begins.</summary>
    public DateTimeOffset NextAt { get; init; }

    public static string SaidBy(Campaign campaign) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', campaign.Submission, campaign.Definition.Location, Part(campaign, "enters"), Part(campaign, "when")))).AsSpan(0, 16));

    private static string Part(Campaign campaign, string name) =>
        campaign.Definition.Trigger is { } trigger ? InputValue.Of(trigger).Find(name)?.Raw ?? "" : "";
}

/// <summary>The watch of each campaign that has one.</summary>
public sealed class Watches(IDocuments documents)
{
    private static readonly DocumentKind<Watch> Kind = new("watch", _ => "one");

    public Task<Stored<Watch>?> FindAsync(Campaign campaign, CancellationToken cancellation = default) =>
        documents.FindAsync(Kind, campaign.Workspace.PartitionOf(campaign.Id.Value), "one", cancellation);

    /// <param name="before">As it was read; null where there was none.</param>
    /// <returns>False when somebody else was faster.</returns>
    public async Task<bool> TryWriteAsync(Campaign campaign, Stored<Watch>? before, Watch after, CancellationToken cancellation = default) =>
        (await documents.CommitAsync(campaign.Workspace.PartitionOf(campaign.Id.Value), [before is null ? Kind.Add(after) : Kind.Replace(after, before.ETag)], cancellation)).IsDone;
}
