namespace ActiveReach.Audiences.Uploads;

/// <summary>Places for files, until they are used or expire.</summary>
public interface IUploadStore
{
    Task AddAsync(Upload upload, CancellationToken cancellation = default);

    Task<Upload?> FindAsync(string id, CancellationToken cancellation = default);

    /// <summary>Replaces the upload if it is still in this state; false otherwise.</summary>
    Task<bool> TryUpdateAsync(Upload upload, UploadState from, CancellationToken cancellation = default);

    /// <summary>Uploads that expired by then, the oldest first, at most 100.</summary>
    Task<IReadOnlyList<Upload>> ExpiredAsync(DateTimeOffset by, CancellationToken cancellation = default);

    /// <summary>Idempotent.</summary>
    Task RemoveAsync(string id, CancellationToken cancellation = default);
}
