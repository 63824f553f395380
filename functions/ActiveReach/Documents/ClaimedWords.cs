namespace ActiveReach.Documents;

/// <summary>Words of which each belongs to one thing of a partition: taken and given back in the commit that changes the thing.</summary>
/// <param name="kind">Stored with each: never change it.</param>
public sealed class ClaimedWords(string kind) : IDocumentKind
{
    private readonly DocumentKind<Claim> claims = new(kind, claim => DocumentKey.IdOf(claim.Word));

    public string Name => kind;

    public IReadOnlyList<DocumentField> FieldsOf(StoredDocument document) => claims.FieldsOf(document);

    /// <summary>The thing gets another word; a conflict means that some other thing has it.</summary>
    /// <param name="before">Null where it had none.</param>
    /// <param name="after">Null where it has none from now on.</param>
    public IEnumerable<DocumentChange> Move(string? before, string? after)
    {
        if (before == after)
            yield break;
        if (after is not null)
            yield return claims.Add(new Claim(after));
        if (before is not null)
            yield return claims.Delete(DocumentKey.IdOf(before));
    }

    /// <summary>Whether some other thing has the word, to tell so before anything is written.</summary>
    public async Task<bool> IsTakenAsync(IDocuments documents, string partition, string? before, string? after, CancellationToken cancellation = default) =>
        after is not null && before != after && await documents.FindAsync(claims, partition, DocumentKey.IdOf(after), cancellation) is not null;

    private sealed record Claim(string Word);
}
