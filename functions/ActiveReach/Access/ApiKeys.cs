using ActiveReach.Documents;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>Keys by hash and by workspace. The audit entry of a change is committed with it.</summary>
/// <remarks>A key lies with its workspace; the directory says to which a hash belongs. The hash is claimed there first: a claim whose key
/// never came leads nowhere, and adding the key again completes it.</remarks>
public sealed class ApiKeys(IDocuments documents)
{
    /// <summary>Most keys that end in one commit with their member.</summary>
    internal const int MostOfMember = IDocuments.MostChanges - 3;

    private static readonly DocumentKind<HashedKey> Kind = new DocumentKind<HashedKey>("api-key", stored => stored.Key.Id)
        .By("createdAt", stored => stored.Key.CreatedAt)
        .By("live-of", stored => stored.Key is { Member: { } member, RevokedAt: null } ? member : (FieldValue?)null);

    private static readonly DocumentKind<KeyClaim> Claims = new("key-hash", claim => claim.Hash);

    /// <summary>Adds a key; false when the same key or id exists.</summary>
    public async Task<bool> TryAddAsync(ApiKey key, string hash, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        if (!await documents.TryAsync(WorkspacePartition.Directory, Claims.Add(new KeyClaim(hash, key.Workspace, key.Id)), cancellation)
            && await TakeOverAsync(key, hash, cancellation) is false)
            return false;
        return (await documents.CommitAsync(key.Workspace.Partition, [Kind.Add(new HashedKey(key, hash)), .. AuditTrail.Tell(audit)], cancellation)).IsDone;
    }

    /// <summary>The key, revoked or not.</summary>
    public async Task<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellation = default) =>
        await documents.FindAsync(Claims, WorkspacePartition.Directory, hash, cancellation) is { Value: var claim }
        && await documents.FindAsync(Kind, claim.Workspace.Partition, claim.KeyId, cancellation) is { Value: var found } && found.Hash == hash ? found.Key : null;

    public async Task<ApiKey?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, workspace.Partition, id, cancellation))?.Value.Key;

    /// <summary>Ends a key for good, and its sessions with it; revoking twice keeps the first time.</summary>
    public async Task RevokeAsync(WorkspaceId workspace, string id, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        while (await documents.FindAsync(Kind, workspace.Partition, id, cancellation) is { Value.Key.RevokedAt: null } found)
        {
            if ((await documents.CommitAsync(workspace.Partition, [Revoked(found, at), .. AuditTrail.Tell(audit)], cancellation)).IsDone)
                break;
        }

        await Sessions.EndAsync(documents, workspace, id, cancellation);
    }

    /// <summary>Sorted by <c>createdAt</c>.</summary>
    public async Task<Page<ApiKey>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default) =>
        (await documents.QueryAsync(Kind, query.Ask(Kind.In(workspace.Partition), "createdAt"), cancellation)).ToPage(each => each.Value.Key);

    /// <summary>What ends the keys of a member in one commit with the membership. Of more than fit, the others are ended here.</summary>
    internal static async Task<IReadOnlyList<DocumentChange>> RevokedWithAsync(IDocuments documents, Member member, DateTimeOffset at, CancellationToken cancellation)
    {
        var live = Kind.In(member.Workspace.Partition) with { Where = [FieldCondition.Is("live-of", member.Email)], Limit = MostOfMember };
        var page = await documents.QueryAsync(Kind, live, cancellation);
        while (page.Next is not null)
        {
            await documents.CommitAsync(member.Workspace.Partition, [.. page.Items.Select(each => Revoked(each, at))], cancellation);
            page = await documents.QueryAsync(Kind, live, cancellation);
        }

        return [.. page.Items.Select(each => Revoked(each, at))];
    }

    private static DocumentChange Revoked(Stored<HashedKey> stored, DateTimeOffset at) =>
        Kind.Replace(stored.Value with { Key = stored.Value.Key with { RevokedAt = at } }, stored.ETag);

    /// <summary>Whether the hash is claimed for a key that never came.</summary>
    private async Task<bool> TakeOverAsync(ApiKey key, string hash, CancellationToken cancellation) =>
        await FindByHashAsync(hash, cancellation) is null
        && await documents.FindAsync(Claims, WorkspacePartition.Directory, hash, cancellation) is { } claim
        && await documents.TryAsync(WorkspacePartition.Directory, Claims.Replace(new KeyClaim(hash, key.Workspace, key.Id), claim.ETag), cancellation);

    private sealed record HashedKey(ApiKey Key, string Hash);

    private sealed record KeyClaim(string Hash, WorkspaceId Workspace, string KeyId);
}
