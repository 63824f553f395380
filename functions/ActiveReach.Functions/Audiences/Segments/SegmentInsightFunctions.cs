using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences;

/// <summary>What there is to know of segments: how many they are now, who uses them, what they were before, and which there could be.</summary>
public sealed class SegmentInsightFunctions(SavedSegments segments, SegmentUsers users, PreviewAudience preview)
{
    [Function("CountSegment")]
    [RequiresRole(Role.Viewer)]
    [Operation("How many the segment is now: total, and reachable by channel; everywhere, or at one outlet (location).", Query = ["location"], Response = typeof(AudienceCount))]
    public async Task<Answer> CountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = SegmentFunctions.One + "/count")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery("location");
        var segment = await segments.FindAsync(request.Caller().Workspace, SegmentFunctions.Id(id), cancellation: request.HttpContext.RequestAborted) ?? throw new NotFoundException("segment", id);
        return Answers.Ok(await CountAsync(request, new Audience { Include = [segment.Id.Value], Outlet = request.One("location") }));
    }

    [Function("ListSegmentUsers")]
    [RequiresRole(Role.Viewer)]
    [Operation("Who names the segment itself: other segments, and campaigns that are not over.", Response = typeof(SegmentUse))]
    public async Task<Answer> UsersAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = SegmentFunctions.One + "/used-by")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery();
        return Answers.Ok(await users.OfAsync(request.Caller().Workspace, SegmentFunctions.Id(id), request.HttpContext.RequestAborted));
    }

    [Function("ListSegmentVersions")]
    [RequiresRole(Role.Viewer)]
    [Operation("The versions of the segment, newest first; of a deleted one too.", Query = ["limit", "cursor", "sort"], Response = typeof(Page<SegmentView>))]
    public async Task<Answer> VersionsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = SegmentFunctions.One + "/versions")] HttpRequest request, string id)
    {
        var query = request.ReadPageQuery("-version", ["version"]);
        if (!query.Descending)
            throw new InvalidInputException("sort", "unknown_sort", "Versions are listed newest first: leave sort out, or write -version.");
        var page = await segments.ListVersionsAsync(request.Caller().Workspace, SegmentFunctions.Id(id), query, request.HttpContext.RequestAborted);
        return page.Total > 0
            ? Answers.Ok(new Page<SegmentView>([.. page.Items.Select(SegmentView.Of)], page.NextCursor, page.Total))
            : throw new NotFoundException("segment", id);
    }

    [Function("SuggestSegments")]
    [RequiresRole(Role.Viewer)]
    [Operation("Ready segments for a goal, each with its count, everywhere or at one outlet (location); POST one to segments to save it.", Query = ["goal", "location"], Response = typeof(SuggestedView))]
    public async Task<Answer> SuggestAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/segments/suggested")] HttpRequest request)
    {
        request.RefuseUnknownQuery("goal", "location");
        var goal = SuggestedSegments.GoalOf(request.One("goal"));
        var items = new List<SuggestedItem>();
        foreach (var suggestion in SuggestedSegments.For(goal))
            items.Add(new SuggestedItem(suggestion, await CountAsync(request, new Audience { Where = suggestion.Where, Outlet = request.One("location") })));
        return Answers.Ok(new SuggestedView(items));
    }

    private async Task<AudienceCount> CountAsync(HttpRequest request, Audience audience) =>
        AudienceCount.Of(PreviewView.Of(await preview.RunAsync(request.Caller(), audience, cancellation: request.HttpContext.RequestAborted)));
}

/// <param name="Segment">As POST takes it.</param>
/// <param name="Count">How many they are now.</param>
public sealed record SuggestedItem(SegmentDefinition Segment, AudienceCount Count);

public sealed record SuggestedView(IReadOnlyList<SuggestedItem> Items);
