using ActiveReach.Channels;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Replies;
using ActiveReach.Words;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Replies;

/// <summary>What people have answered.</summary>
public sealed class ResponseFunctions(ListResponses responses)
{
    private static readonly Dictionary<string, ReplyKind> Kinds = new(StringComparer.Ordinal)
    {
        ["reply"] = ReplyKind.Reply,
        ["opt_out"] = ReplyKind.OptOut,
        ["opt_in"] = ReplyKind.OptIn,
        ["help"] = ReplyKind.Help,
        ["stop_request"] = ReplyKind.StopRequest,
    };

    [Function("ListResponses")]
    [RequiresRole(Role.Viewer)]
    [Operation("The responses to the campaign. What is none is listed when asked for by kind: opt_out, opt_in, help, stop_request (held until somebody decides), or all.", Response = typeof(Page<ResponseView>), Query = ["kind", "location", "limit", "cursor", "sort"])]
    public async Task<Answer> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns/{id}/responses")] HttpRequest request, string id)
    {
        var query = request.ReadPageQuery("-at", ["at"], "kind", "location");
        var kinds = KindsOf(request.One("kind"));
        var page = await responses.RunAsync(request.Caller(), new CampaignId(id), kinds, request.One("location"), query, request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<ResponseView>([.. page.Items.Select(ResponseView.Of)], page.NextCursor, page.Total));
    }

    private static ReplyKind[] KindsOf(string? text) => text switch
    {
        null => [ReplyKind.Reply],
        "all" => Enum.GetValues<ReplyKind>(),
        _ =>
        [
            .. text.Split(',').Select(name => Kinds.TryGetValue(name, out var kind)
                ? kind
                : throw new InvalidInputException("kind", "unknown_kind", $"kind is '{name}': give {string.Join(", ", Kinds.Keys)}, several with commas, or all.")),
        ],
    };
}

/// <summary>A reply as the API shows it.</summary>
public sealed record ResponseView(
    string Id, ReplyKind Kind, Channel Channel, string? Contact, string From, string Text, DateTimeOffset At, string? Run, string? Variant, string? Outlet, int Matches)
{
    public static ResponseView Of(Reply reply) => new(
        reply.Id, reply.Kind, reply.Channel, reply.Contact?.ToString(), reply.From, reply.Text, reply.At, reply.Run?.Value, reply.Variant, reply.Outlet, reply.Matches);
}
