using ActiveReach.Documents;
using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>All workspaces. Each lies in its own partition; the directory says which there are. The audit entry of a change is committed with it.</summary>
public sealed class WorkspaceRegister(IDocuments documents)
{
    private static readonly DocumentKind<Kept> Kind = new("workspace", kept => kept.Id.Value);

    private static readonly DocumentKind<Listed> Ids = new("listed-workspace", listed => listed.Id.Value);

    public async Task<Workspace?> FindAsync(WorkspaceId id, CancellationToken cancellation = default) =>
        await documents.FindAsync(KeyOf(id), cancellation) is { } stored ? Read(stored) : null;

    /// <summary>The workspace of somebody who was let in: it is there, or has just been deleted.</summary>
    /// <exception cref="NotFoundException">It is gone.</exception>
    public async Task<Workspace> ReadAsync(WorkspaceId id, CancellationToken cancellation = default) =>
        await FindAsync(id, cancellation) ?? throw new NotFoundException("workspace", id.Value);

    /// <summary>The ids of all, in their order; of one that is just being made the workspace may be missing.</summary>
    public async Task<IReadOnlyList<WorkspaceId>> AllAsync(CancellationToken cancellation = default) =>
        [.. (await documents.AllAsync(Ids, Ids.In(WorkspacePartition.Directory), cancellation)).Select(each => each.Id)];

    /// <summary>Adds a workspace; false when the id is taken.</summary>
    public async Task<bool> TryAddAsync(Workspace workspace, CancellationToken cancellation = default)
    {
        await documents.TryAsync(WorkspacePartition.Directory, Ids.Put(new Listed(workspace.Id)), cancellation);
        await SenderDirectory.LearnAsync(documents, workspace.Id, workspace.Senders, cancellation);
        return (await documents.CommitAsync(
            workspace.Id.Partition, [Kind.Add(Kept.Of(workspace with { Version = 1 })), .. SendersOf(workspace)], cancellation)).IsDone;
    }

    /// <summary>Replaces the workspace if its stored version is still <see cref="Workspace.Version"/>; false otherwise.</summary>
    /// <param name="audit">Recorded with the change.</param>
    public async Task<bool> TryUpdateAsync(Workspace workspace, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        if (await documents.FindAsync(KeyOf(workspace.Id), cancellation) is not { } stored || Read(stored) is not { } before || before.Version != workspace.Version)
            return false;
        await SenderDirectory.LearnAsync(documents, workspace.Id, workspace.Senders.Except(before.Senders), cancellation);
        return (await documents.CommitAsync(
            workspace.Id.Partition, [Replace(workspace, stored.ETag), .. SendersOf(workspace, before), .. AuditTrail.Tell(audit)], cancellation)).IsDone;
    }

    /// <summary>Where a workspace lies, for stores that change it together with what is theirs.</summary>
    public static DocumentKey KeyOf(WorkspaceId id) => new(id.Partition, Kind.Name, id.Value);

    /// <inheritdoc cref="KeyOf"/>
    public static Workspace Read(StoredDocument stored) => Kind.Read(stored).Value.Workspace;

    /// <inheritdoc cref="KeyOf"/>
    public static DocumentChange Replace(Workspace workspace, string etag) => Kind.Replace(Kept.Of(workspace with { Version = workspace.Version + 1 }), etag);

    private static IEnumerable<DocumentChange> SendersOf(Workspace after, Workspace? before = null) => SenderDirectory.Use("settings", before?.Senders, after.Senders);

    /// <summary>What of a workspace is stored.</summary>
    private sealed record Kept(WorkspaceId Id, string Name, WorkspaceSettings Settings, long Version)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public Workspace Workspace => new() { Id = Id, Name = Name, Settings = Settings, Version = Version };

        public static Kept Of(Workspace workspace) => new(workspace.Id, workspace.Name, workspace.Settings, workspace.Version);
    }

    private sealed record Listed(WorkspaceId Id);
}
