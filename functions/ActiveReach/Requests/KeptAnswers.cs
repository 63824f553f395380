using ActiveReach.Documents;

namespace ActiveReach.Requests;

/// <summary>A request that may come again.</summary>
/// <param name="Scope">Whose key it is: keys of different callers never meet.</param>
/// <param name="Key">The caller's <c>Idempotency-Key</c>, hashed.</param>
/// <param name="Fingerprint">Hash of everything that makes it the same request.</param>
public sealed record RepeatableRequest(string Scope, string Key, string Fingerprint);

/// <summary>What is known of a request.</summary>
public abstract record RequestStanding
{
    private RequestStanding()
    {
    }

    /// <summary>It is the first: run it, then save the answer or release the claim.</summary>
    public sealed record First : RequestStanding;

    /// <summary>The same one is running now.</summary>
    public sealed record Running : RequestStanding;

    /// <summary>The key was used for something else.</summary>
    public sealed record Different : RequestStanding;

    /// <summary>It was answered before.</summary>
    /// <param name="Answer">As it was saved.</param>
    public sealed record Answered(byte[] Answer) : RequestStanding;
}

/// <summary>Answers that are kept, so that a repeated request gets the answer of the first and does nothing again.</summary>
public sealed class KeptAnswers(IDocuments documents)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>After this long without an answer, the one who ran the request is taken for dead.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What a document holds as base64; a larger answer is let go.</summary>
    private const int MostBytes = (IDocuments.MostBytes - 1000) / 4 * 3;

    /// <summary>They are spread by what they are found by: callers have nothing in common here, and come often.</summary>
    private const string Spread = "0123456789abcdef";

    private static readonly DocumentKind<Kept> Kind = new DocumentKind<Kept>("answer", kept => kept.Id).By("claimedAt", kept => kept.ClaimedAt);

    /// <summary>Claims the request, unless somebody has.</summary>
    public async Task<RequestStanding> ClaimAsync(RepeatableRequest request, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var claim = new Kept(IdOf(request), request.Fingerprint, now, null);
        while (true)
        {
            // Most requests are new: then this is all.
            if (await documents.TryAsync(PartitionOf(claim.Id), Kind.Add(claim), cancellation))
                return new RequestStanding.First();
            if (await FindAsync(claim.Id, cancellation) is not { } known)
                continue;
            if (known.Value.StandingOf(claim) is { } standing)
                return standing;
            if (await documents.TryAsync(PartitionOf(claim.Id), Kind.Replace(claim, known.ETag), cancellation))
                return new RequestStanding.First();
        }
    }

    public async Task SaveAsync(RepeatableRequest request, byte[] answer, CancellationToken cancellation = default)
    {
        if (answer.Length > MostBytes)
            await ReleaseAsync(request, cancellation);
        else if (await FindAsync(IdOf(request), cancellation) is { Value.Answer: null } claim)
            await documents.TryAsync(PartitionOf(claim.Value.Id), Kind.Replace(claim.Value with { Answer = answer }, claim.ETag), cancellation);
    }

    /// <summary>Forgets a claim whose run came to nothing that should be kept.</summary>
    public async Task ReleaseAsync(RepeatableRequest request, CancellationToken cancellation = default)
    {
        if (await FindAsync(IdOf(request), cancellation) is { Value.Answer: null } claim)
            await documents.TryAsync(PartitionOf(claim.Value.Id), Kind.Delete(claim), cancellation);
    }

    /// <summary>Forgets what is older than <see cref="Retention"/>.</summary>
    public async Task RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        foreach (var id in Spread)
            await documents.DeleteAllAsync(Kind.In(PartitionOf($"{id}")) with { Where = [FieldCondition.Within("claimedAt", null, (now - Retention).AddMilliseconds(1))] }, cancellation);
    }

    private Task<Stored<Kept>?> FindAsync(string id, CancellationToken cancellation) => documents.FindAsync(Kind, PartitionOf(id), id, cancellation);

    private static string IdOf(RepeatableRequest request) => DocumentKey.IdOf($"{request.Scope}|{request.Key}");

    private static string PartitionOf(string id) => $"answers|{id[0]}";

    private sealed record Kept(string Id, string Fingerprint, DateTimeOffset ClaimedAt, byte[]? Answer)
    {
        /// <summary>What it means for the same key; null where it is good for nothing any more.</summary>
        public RequestStanding? StandingOf(Kept claim) =>
            ClaimedAt <= claim.ClaimedAt - Retention ? null
            : Fingerprint != claim.Fingerprint ? new RequestStanding.Different()
            : Answer is not null ? new RequestStanding.Answered(Answer)
            : ClaimedAt > claim.ClaimedAt - Patience ? new RequestStanding.Running()
            : null;
    }
}
