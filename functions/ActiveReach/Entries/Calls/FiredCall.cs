using System.Security.Cryptography;
using System.Text;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries.Calls;

/// <summary>A call that fired a campaign, and whom it was for.</summary>
/// <param name="Id">One for a single contact names them, so that it needs no document.</param>
/// <param name="At">When it was taken; null where nothing is kept of it but its entry.</param>
public sealed record FiredCall(string Id, IReadOnlyList<FiredContact> Contacts, DateTimeOffset? At = null)
{
    /// <summary>What its entries are for.</summary>
    public string Occasion => Id.Split('.')[0];
}

/// <param name="Contact">Null for one that was refused.</param>
public sealed record FiredContact(int Index, ContactId? Contact, string? Code = null, string? Message = null);

/// <summary>Calls as they were answered.</summary>
public sealed class FiredCalls(IDocuments documents)
{
    private static readonly DocumentKind<FiredCall> Kind = new DocumentKind<FiredCall>("fire", call => call.Id).By("at", call => call.At);

    /// <summary>The id of a call: the same for the same request with the same <c>Idempotency-Key</c>, so that one that is repeated after a crash adds nothing.</summary>
    public static string IdOf(Caller caller, CampaignId campaign, string body, string? repeatKey)
    {
        var hash = repeatKey is null ? RandomNumberGenerator.GetBytes(12) : SHA256.HashData(Encoding.UTF8.GetBytes($"{campaign}\n{caller.Member}\n{repeatKey}\n{body}"))[..12];
        return $"fire_{Convert.ToHexStringLower(hash)}";
    }

    /// <summary>The id of the call for one contact.</summary>
    public static string IdOf(string id, ContactId contact) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}.{contact.Value}");

    public Task KeepAsync(WorkspaceId workspace, CampaignId campaign, FiredCall call, CancellationToken cancellation = default) =>
        documents.TryAsync(workspace.PartitionOf(campaign.Value), Kind.Put(call), cancellation);

    /// <summary>Removes calls that were taken before, at most <paramref name="limit"/>, the oldest first; the number of them.</summary>
    public async Task<int> RemoveOldAsync(WorkspaceId workspace, CampaignId campaign, DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        var partition = workspace.PartitionOf(campaign.Value);
        var query = Kind.In(partition) with { Where = [FieldCondition.Within("at", null, before)], OrderBy = "at", Limit = Math.Min(limit, IDocuments.MostChanges) };
        for (var removed = 0; ;)
        {
            var page = await documents.QueryAsync(Kind, query with { Limit = Math.Min(query.Limit, limit - removed) }, cancellation);
            if (page.Items.Count > 0)
                await documents.CommitAsync(partition, [.. page.Items.Select(each => Kind.Delete(each.Value.Id))], cancellation);
            removed += page.Items.Count;
            if (page.Items.Count < query.Limit || removed == limit)
                return removed;
        }
    }

    /// <summary>Null when there was none. One that names its contact is taken at its word: whether there was is told by its entry.</summary>
    public async Task<FiredCall?> FindAsync(WorkspaceId workspace, CampaignId campaign, string id, CancellationToken cancellation = default) =>
        id.Split('.') is [_, var number] && ContactId.TryParse($"ctc_{number}", out var contact)
            ? new FiredCall(id, [new FiredContact(0, contact)])
            : (await documents.FindAsync(Kind, workspace.PartitionOf(campaign.Value), id, cancellation))?.Value;
}
