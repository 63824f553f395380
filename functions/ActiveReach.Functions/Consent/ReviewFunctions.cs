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
public sealed class ReviewFunctions(ShowReviews show, DecideReview decide)
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
        var page = await show.ListAsync(request.Caller(), open, query, request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<ReviewView>([.. page.Items.Select(ReviewView.Of)], page.NextCursor, page.Total));
    }

    [Function("DecideConsentReview")]
    [RequiresRole(Role.Sender)]
    [Operation("Decides on a request: opt_out makes it an opt-out, keep lets everything stand as it was.", Request = typeof(ReviewRequest), Response = typeof(ReviewView))]
    public async Task<Answer> DecideAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/workspaces/{ws}/consent/reviews/{id}")] HttpRequest request, string id)
    {
        var body = await request.ReadJsonAsync<ReviewRequest>();
        var decided = await decide.RunAsync(request.Caller(), id, body.Decision, body.Comment, request.HttpContext.RequestAborted);
        return Answers.Ok(ReviewView.Of(await show.OneAsync(request.Caller(), decided, request.HttpContext.RequestAborted)));
    }
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
    string? Comment)
{
    public static ReviewView Of(ReviewWithText shown)
    {
        var (review, text) = shown;
        return new ReviewView(review.Id, review.Contact?.ToString(), [.. review.Channels], review.Reply, text, review.At, review.Decision, review.DecidedBy, review.DecidedAt, review.Comment);
    }
}
