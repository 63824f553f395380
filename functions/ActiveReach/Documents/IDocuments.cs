namespace ActiveReach.Documents;

/// <summary>Everything that is a document: read by key, committed by partition, found by declared fields. What is written above it needs
/// no adapter of its own.</summary>
/// <remarks>A read sees every commit that was answered before it began. A token is observed until a commit is handed to the store; from
/// then on its outcome is awaited.</remarks>
public interface IDocuments
{
    /// <summary>Most changes of one commit: what Cosmos DB takes in a transactional batch.</summary>
    const int MostChanges = 100;

    /// <summary>Most bytes of a body: Cosmos DB takes items of 2 MB.</summary>
    const int MostBytes = 1_900_000;

    /// <summary>How far counts are exact.</summary>
    const int MostCounted = 10_000;

    /// <summary>Null when it is not there.</summary>
    Task<StoredDocument?> FindAsync(DocumentKey key, CancellationToken cancellation = default);

    /// <summary>Makes all changes, if each document is as its change expects; else none.</summary>
    /// <param name="changes">Of different documents, 1 to <see cref="MostChanges"/>.</param>
    /// <returns>Whether they were made; else the index of the first that met something else.</returns>
    Task<CommitOutcome> CommitAsync(string partition, IReadOnlyList<DocumentChange> changes, CancellationToken cancellation = default);

    Task<DocumentPage> QueryAsync(DocumentQuery query, CancellationToken cancellation = default);
}

/// <param name="Conflict">Index of the first change whose document was not as expected; null when all were made.</param>
public readonly record struct CommitOutcome(int? Conflict)
{
    public bool IsDone => Conflict is null;

    public static CommitOutcome Done => default;
}
