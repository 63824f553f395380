using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets.Assignment;

/// <summary>How far assignments have come, one a workspace. The directory is told first that one may be due, so that whoever looks there finds
/// those that nobody works on.</summary>
public sealed class Assignments(IDocuments documents)
{
    private const string One = "one";

    private static readonly DocumentKind<AssignmentProgress> Kind = new("outlet-assignment", _ => One);

    private static readonly DocumentKind<DueAssignment> Due = new DocumentKind<DueAssignment>("due-outlet-assignment", due => due.Workspace.Value)
        .By("since", due => due.Since);

    /// <summary>Null while the workspace never had an outlet.</summary>
    public async Task<Stored<AssignmentProgress>?> FindAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        await documents.FindAsync(Kind, workspace.Partition, One, cancellation);

    /// <summary>Saves it if nobody else has got on with it since it was read, and nobody has asked anew.</summary>
    public Task<bool> TrySaveAsync(AssignmentProgress progress, string etag, CancellationToken cancellation = default) =>
        documents.TryAsync(progress.Workspace.Partition, Kind.Replace(progress, etag), cancellation);

    /// <summary>What may have been due for so long, the longest first; the others come next time.</summary>
    public async Task<IReadOnlyList<Stored<DueAssignment>>> DueAsync(DateTimeOffset since, CancellationToken cancellation = default) => (await documents.QueryAsync(
        Due, Due.In(WorkspacePartition.Directory) with { Where = [FieldCondition.Within("since", null, since.AddMilliseconds(1))], OrderBy = "since", Limit = DocumentQuery.MostLimit }, cancellation)).Items;

    /// <summary>Nothing is due any more, unless it is again since it was read.</summary>
    public Task SettleAsync(Stored<DueAssignment> due, CancellationToken cancellation = default) =>
        documents.TryAsync(WorkspacePartition.Directory, Due.Delete(due), cancellation);

    /// <summary>Tells the directory, before whatever makes it due is committed.</summary>
    public Task MarkAsync(WorkspaceId workspace, DateTimeOffset at, CancellationToken cancellation = default) => MarkAsync(documents, workspace, at, cancellation);

    internal static Task MarkAsync(IDocuments documents, WorkspaceId workspace, DateTimeOffset at, CancellationToken cancellation) =>
        documents.TryAsync(WorkspacePartition.Directory, Due.Put(new DueAssignment(workspace, at)), cancellation);

    /// <summary>Asks for all contacts to be assigned, from the first on, as a part of the commit that raises the plan's version.</summary>
    internal static DocumentChange Ask(WorkspaceId workspace, long version, DateTimeOffset at) =>
        Kind.Put(new AssignmentProgress(workspace, version, 0, 0, 0) { AskedAt = at, TouchedAt = at });
}

/// <summary>A workspace whose assignment may be due.</summary>
public sealed record DueAssignment(WorkspaceId Workspace, DateTimeOffset Since);
