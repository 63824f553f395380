namespace ActiveReach.Audiences.Imports;

/// <summary>Keeps the file of an import from its arrival until it is over.</summary>
public interface IImportSpool
{
    /// <summary>Stores the body while <paramref name="check"/> sees every byte; on an exception nothing stays. Done means on disk.</summary>
    /// <returns>Bytes.</returns>
    Task<long> WriteAsync(string id, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation = default);

    /// <summary>The file, in which one can seek; whoever deletes it meanwhile takes nothing away from the reader.</summary>
    /// <exception cref="FileNotFoundException">It was deleted, or never there.</exception>
    Task<Stream> OpenReadAsync(string id, CancellationToken cancellation = default);

    /// <summary>Idempotent.</summary>
    Task DeleteAsync(string id);
}
