using ActiveReach.Consent.Reviews;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

/// <summary>Requests to stop with the words that they were made in.</summary>
public sealed class ShowReviews(ReviewList reviews, IReplyStore replies)
{
    /// <param name="open">Only those that wait for a decision, or only those that don't; null for all.</param>
    public async Task<Page<ReviewWithText>> ListAsync(Caller caller, bool? open, PageQuery query, CancellationToken cancellation = default)
    {
        var page = await reviews.ListAsync(caller.Workspace, open, query, cancellation);
        var items = new List<ReviewWithText>(page.Items.Count);
        foreach (var review in page.Items)
            items.Add(await OneAsync(caller, review, cancellation));
        return new Page<ReviewWithText>(items, page.NextCursor, page.Total);
    }

    public async Task<ReviewWithText> OneAsync(Caller caller, ConsentReview review, CancellationToken cancellation = default) =>
        new(review, (await replies.FindAsync(caller.Workspace, review.Reply, cancellation))?.Text);
}

/// <param name="Text">The person's words; null once they are erased.</param>
public sealed record ReviewWithText(ConsentReview Review, string? Text);
