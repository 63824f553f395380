namespace ActiveReach.Audiences.Imports;

/// <summary>Keeps the file of an import from its arrival until it is over.</summary>
public interface IImportSpool
{
    /// <summary>Stores the body while <paramref name="check"/> sees every byte; on an exception nothing stays. Done means on disk.</summary>
    /// <returns>Bytes.</returns>
    Task<long> WriteAsync(string id, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation = default);

    /// <exception cref="FileNotFoundException">It was deleted, or never there.</exception>
    Stream OpenRead(string id);

    /// <summary>Idempotent.</summary>
    void Delete(string id);
}
