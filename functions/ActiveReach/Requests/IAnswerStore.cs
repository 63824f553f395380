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
public interface IAnswerStore
{
    /// <summary>How long an answer is kept.</summary>
    static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>After this long without an answer, the one who ran the request is taken for dead.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Claims the request, unless somebody has; forgets answers older than <see cref="Retention"/>.</summary>
    Task<RequestStanding> ClaimAsync(RepeatableRequest request, DateTimeOffset now, CancellationToken cancellation = default);

    Task SaveAsync(RepeatableRequest request, byte[] answer, CancellationToken cancellation = default);

    /// <summary>Forgets a claim whose run came to nothing that should be kept.</summary>
    Task ReleaseAsync(RepeatableRequest request, CancellationToken cancellation = default);
}
