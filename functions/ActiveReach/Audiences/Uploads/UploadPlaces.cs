using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Uploads;

/// <summary>Places for files, until they are used or expire. They lie in the directory: whoever sends a file names no workspace.</summary>
public sealed class UploadPlaces(IDocuments documents)
{
    private static readonly DocumentKind<Upload> Kind = new DocumentKind<Upload>("upload", upload => upload.Id).By("expires", upload => upload.Expires);

    public Task AddAsync(Upload upload, CancellationToken cancellation = default) => documents.TryAsync(WorkspacePartition.Directory, Kind.Add(upload), cancellation);

    public async Task<Upload?> FindAsync(string id, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, WorkspacePartition.Directory, id, cancellation))?.Value;

    /// <summary>Replaces the upload if it is still in this state; false otherwise.</summary>
    public async Task<bool> TryUpdateAsync(Upload upload, UploadState from, CancellationToken cancellation = default) =>
        await documents.FindAsync(Kind, WorkspacePartition.Directory, upload.Id, cancellation) is { } found && found.Value.State == from
        && await documents.TryAsync(WorkspacePartition.Directory, Kind.Replace(upload, found.ETag), cancellation);

    /// <summary>Uploads that expired by then, the oldest first, at most 100.</summary>
    public async Task<IReadOnlyList<Upload>> ExpiredAsync(DateTimeOffset by, CancellationToken cancellation = default)
    {
        var expired = Kind.In(WorkspacePartition.Directory) with { Where = [FieldCondition.Within("expires", null, by.AddMilliseconds(1))], OrderBy = "expires" };
        return [.. (await documents.QueryAsync(Kind, expired, cancellation)).Items.Select(each => each.Value)];
    }

    /// <summary>Idempotent.</summary>
    public Task RemoveAsync(string id, CancellationToken cancellation = default) => documents.TryAsync(WorkspacePartition.Directory, Kind.Delete(id), cancellation);
}
