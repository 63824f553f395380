using ActiveReach.Audiences.Segments;
using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences;

/// <summary>Saved audiences, one by one.</summary>
public sealed class SegmentFunctions(SavedSegments segments, SaveSegment save, DeleteSegment delete)
{
    /// <summary>One segment. <c>segments/suggested</c> is none: the Functions host prefers no literal to a parameter.</summary>
    internal const string One = All + "/{id:regex(^(?!suggested$))}";

    private const string All = "api/workspaces/{ws}/segments";

    [Function("ListSegments")]
    [RequiresRole(Role.Viewer)]
    [Operation("Segments by name; q is found in id, name and description.", Query = ["q", "tag", "goal", "limit", "cursor", "sort"], Response = typeof(Page<SegmentView>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request)
    {
        var query = request.ReadPageQuery("name", ["name", "createdAt", "updatedAt"], "q", "tag", "goal");
        var goal = request.One("goal") is { } name ? SuggestedSegments.GoalOf(name) : null;
        var page = await segments.ListAsync(request.Caller().Workspace, new SegmentQuery(query, request.One("q"), request.One("tag"), goal), request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<SegmentView>([.. page.Items.Select(SegmentView.Of)], page.NextCursor, page.Total));
    }

    [Function("AddSegment")]
    [RequiresRole(Role.Sender)]
    [Operation("Saves a new segment. The id may be chosen (seg_vip); segments may name segments, but no cycle.", Request = typeof(SegmentDefinition), Response = typeof(SegmentView), Status = 201)]
    public async Task<Answer> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request)
    {
        var json = await request.ReadJsonAsync();
        var segment = await save.AddAsync(request.Caller(), json, request.HttpContext.RequestAborted);
        return Answers.Created($"/api/workspaces/{segment.Workspace}/segments/{segment.Id}", SegmentView.Of(segment), SegmentView.Tag(segment));
    }

    [Function("GetSegment")]
    [RequiresRole(Role.Viewer)]
    [Operation("One segment.", Response = typeof(SegmentView))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, string id)
    {
        var segment = await segments.FindAsync(request.Caller().Workspace, Id(id), cancellation: request.HttpContext.RequestAborted) ?? throw new NotFoundException("segment", id);
        return request.OkUnlessKnown(SegmentView.Of(segment), SegmentView.Tag(segment));
    }

    [Function("ChangeSegment")]
    [RequiresRole(Role.Sender)]
    [Operation("Changes a segment by JSON merge patch: a new version. Runs that have begun keep the version that they began with.", Request = typeof(SegmentDefinition), Response = typeof(SegmentView), Versioned = true)]
    public async Task<Answer> ChangeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = One)] HttpRequest request, string id)
    {
        var patch = await request.ReadMergePatchAsync();
        var segment = await save.ChangeAsync(
            request.Caller(), Id(id), patch, one => request.CheckMatch(SegmentView.Tag(one), SegmentView.Of(one), patch.Json), request.HttpContext.RequestAborted);
        return Answers.Ok(SegmentView.Of(segment), SegmentView.Tag(segment));
    }

    [Function("DeleteSegment")]
    [RequiresRole(Role.Sender)]
    [Operation("Deletes a segment that no other segment and no campaign that is not over names; its versions stay.", Status = 204, Versioned = true)]
    public async Task<Answer> DeleteAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string id)
    {
        await delete.RunAsync(request.Caller(), Id(id), one => request.CheckMatch(SegmentView.Tag(one), SegmentView.Of(one)), request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }

    internal static SegmentId Id(string id) => SegmentId.TryParse(id, out var segment) ? segment : throw new NotFoundException("segment", id);
}
