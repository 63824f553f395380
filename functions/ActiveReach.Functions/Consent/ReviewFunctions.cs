using ActiveReach.Channels;
using ActiveReach.Consent.Reviews;
using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Replies;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Consent;

/// <summary>Requests to stop in people's own words, for somebody to read and decide.</summary>
public sealed class ReviewFunctions(IReviewStore reviews, DecideReview decide, IReplyStore replies)
{
    [Function("ListConsentReviews")]
    [RequiresRole(Role.Viewer)]
    [Operation("Requests to stop in people's own words; their contacts are held back until one is decided. state is open (default), decided or all.", Response = typeof(Page<ReviewView>), Query = ["state", "limit", "cursor", "sort"])]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/consent/reviews")] HttpRequest request)
    {
        var query = request.ReadPageQuery("at", ["at"], "state");
        bool? open = (request.One("state") ?? "open") switch
        {
            "open" => true,
            "decided" => false,
            "all" => null,
            var other => throw new InvalidInputException("state", "unknown_state", $"state is '{other}': give open, decided or all."),
        };
        var page = await reviews.ListAsync(request.Caller().Workspace, open, query, request.HttpContext.RequestAborted);
        var items = new List<ReviewView>(page.Items.Count);
        foreach (var review in page.Items)
            items.Add(await ViewAsync(request, review));
        return Answers.Ok(new Page<ReviewView>(items, page.NextCursor, page.Total));
    }

    [Function("DecideConsentReview")]
    [RequiresRole(Role.Sender)]
    [Operation("Decides on a request: opt_out makes it an opt-out, keep lets everything stand as it was.", Request = typeof(ReviewRequest), Response = typeof(ReviewView))]
    public async Task<Answer> DecideAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/workspaces/{ws}/consent/reviews/{id}")] HttpRequest request, string id)
    {
        var body = await request.ReadJsonAsync<ReviewRequest>();
        return Answers.Ok(await ViewAsync(request, await decide.RunAsync(request.Caller(), id, body.Decision, body.Comment, request.HttpContext.RequestAborted)));
    }

    private async Task<ReviewView> ViewAsync(HttpRequest request, ConsentReview review) => new(
        review.Id, review.Contact?.ToString(), review.Channels, review.Reply,
        (await replies.FindAsync(request.Caller().Workspace, review.Reply, request.HttpContext.RequestAborted))?.Text,
        review.At, review.Decision, review.DecidedBy, review.DecidedAt, review.Comment);
}

public sealed record ReviewRequest(ReviewDecision Decision, string? Comment = null);

/// <param name="Contact">Missing where no contact has the number.</param>
/// <param name="Text">The person's words.</param>
/// <param name="Decision">Missing while it waits.</param>
public sealed record ReviewView(
    string Id,
    string? Contact,
    IReadOnlyList<Channel> Channels,
    string Reply,
    string? Text,
    DateTimeOffset At,
    ReviewDecision? Decision,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Comment);
