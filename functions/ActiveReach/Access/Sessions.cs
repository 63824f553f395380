using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>A signed-in browser. It may do what its key may do at the moment of each request.</summary>
public sealed record Session(WorkspaceId Workspace, string KeyId, DateTimeOffset ExpiresAt);

/// <summary>Sessions by the hash of their token.</summary>
public sealed class Sessions(IDocuments documents)
{
    private static readonly DocumentKind<HashedSession> Kind = new DocumentKind<HashedSession>("session", session => session.Hash)
        .By("expiresAt", session => session.Session.ExpiresAt)
        .By("key", session => KeyOf(session.Session.Workspace, session.Session.KeyId));

    /// <summary>Adds a session, and forgets some of those that have expired.</summary>
    public async Task AddAsync(string hash, Session session, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var expired = await documents.QueryAsync(
            Kind,
            Kind.In(WorkspacePartition.Directory) with
            {
                Where = [FieldCondition.Within("expiresAt", null, now.AddMilliseconds(1))],
                OrderBy = "expiresAt",
                Limit = IDocuments.MostChanges - 1,
            },
            cancellation);
        await documents.CommitAsync(
            WorkspacePartition.Directory, [Kind.Put(new HashedSession(hash, session)), .. expired.Items.Where(each => each.Value.Hash != hash).Select(each => Kind.Delete(each.Value.Hash))], cancellation);
    }

    /// <summary>The session, expired or not.</summary>
    public async Task<Session?> FindAsync(string hash, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, WorkspacePartition.Directory, hash, cancellation))?.Value.Session;

    public Task RemoveAsync(string hash, CancellationToken cancellation = default) =>
        documents.TryAsync(WorkspacePartition.Directory, Kind.Delete(hash), cancellation);

    /// <summary>Forgets the sessions of a key that has ended: none of them is good for anything any more.</summary>
    internal static Task EndAsync(IDocuments documents, WorkspaceId workspace, string keyId, CancellationToken cancellation) =>
        documents.DeleteAllAsync(Kind.In(WorkspacePartition.Directory) with { Where = [FieldCondition.Is("key", KeyOf(workspace, keyId))] }, cancellation);

    private static string KeyOf(WorkspaceId workspace, string keyId) => $"{workspace}|{keyId}";

    private sealed record HashedSession(string Hash, Session Session);
}
