using ActiveReach.Consent;
using ActiveReach.Consent.Reviews;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

/// <summary>A member decides on a request to stop.</summary>
public sealed class DecideReview(ReviewList reviews, SettleReply reply, TimeProvider clock)
{
    private const int LongestComment = 1000;

    /// <exception cref="ConflictException">It was decided before.</exception>
    public async Task<ConsentReview> RunAsync(Caller caller, string id, ReviewDecision decision, string? comment, CancellationToken cancellation = default)
    {
        if (comment is { Length: > LongestComment })
            throw new InvalidInputException("comment", "too_long", $"comment has {comment.Length} characters: keep it to {LongestComment}.");
        if (await reviews.FindAsync(caller.Workspace, id, cancellation) is null)
            throw new NotFoundException("review", id);

        var now = clock.GetUtcNow();
        var told = new AuditEntry(caller.Workspace, now, caller.Member, "consent.review_decided", id, decision is ReviewDecision.Keep ? "keep" : "opt_out");
        var decided = await reviews.DecideAsync(caller.Workspace, id, decision, caller.Member, comment, now, told, cancellation);

        // It is decided: what follows from it is done, also when nobody waits for the answer any more.
        var review = await reviews.FindAsync(caller.Workspace, id, CancellationToken.None) ?? throw new NotFoundException("review", id);
        await reply.RunAsync(caller.Workspace, review, CancellationToken.None);
        if (!decided)
            throw new ConflictException($"{review.DecidedBy} has decided on it already: {(review.Decision is ReviewDecision.Keep ? "keep" : "opt out")}. Change the contact's consents instead.");
        return review;
    }
}
