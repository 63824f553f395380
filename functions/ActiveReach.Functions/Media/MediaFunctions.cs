using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Media;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Media;

/// <summary>Uploads that messages carry: pictures, films, sounds and documents.</summary>
public sealed class MediaFunctions(ShowMedia show, KeepMedia keep, DeleteMedia delete, MediaLinks links)
{
    private const string All = "api/workspaces/{ws}/media";
    private const string One = All + "/{id}";

    [Function("AddMedia")]
    [RequiresRole(Role.Sender)]
    [NotRepeatable("a file is streamed; the same bytes again are the same upload")]
    [Operation(
        "Takes a file of up to 50 MB as the body, or as the first file of a form (multipart/form-data). What it is, is told by its bytes: JPEG, PNG, GIF, WebP, MP4, 3GP, MP3, OGG, AAC, PDF or iCalendar; a Content-Type that says otherwise is refused. The same bytes again are the same upload (200).",
        Query = ["name"], Files = ["image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/3gpp", "audio/mpeg", "audio/ogg", "audio/aac", "application/pdf", "text/calendar", "application/octet-stream", "multipart/form-data"],
        Response = typeof(MediaView), Status = 201, OtherStatus = 200)]
    public async Task<Answer> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request)
    {
        request.RefuseUnknownQuery("name");
        var sent = await SentFile.OfAsync(request);
        var (item, isNew) = await keep.RunAsync(request.Caller(), sent.Body, sent.Type, request.One("name") ?? sent.Name, sent.Length, request.HttpContext.RequestAborted);
        var view = ViewOf(await show.OfAsync(item, request.HttpContext.RequestAborted));
        return isNew ? Answers.Created($"/api/workspaces/{item.Workspace}/media/{item.Id}", view) : Answers.Ok(view);
    }

    [Function("ListMedia")]
    [RequiresRole(Role.Viewer)]
    [Operation("Uploads, newest first, each with the campaigns that use it; q is found in names.", Query = ["q", "kind", "limit", "cursor", "sort"], Response = typeof(Page<MediaView>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request)
    {
        var query = request.ReadPageQuery("-createdAt", ["createdAt", "name", "bytes"], "q", "kind");
        var page = await show.ListAsync(request.Caller().Workspace, request.OneOf<MediaKind>("kind"), request.One("q"), query, request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<MediaView>([.. page.Items.Select(ViewOf)], page.NextCursor, page.Total));
    }

    [Function("GetMedia")]
    [RequiresRole(Role.Viewer)]
    [Operation("One upload with the campaigns that use it.", Response = typeof(MediaView))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, string id) =>
        Answers.Ok(ViewOf(await show.FindAsync(request.Caller().Workspace, id, request.HttpContext.RequestAborted) ?? throw new NotFoundException("media", InputProblem.Shorten(id))));

    [Function("DeleteMedia")]
    [RequiresRole(Role.Sender)]
    [Operation("Deletes an upload with its bytes; messages that were sent with it show it no more. 409 while a campaign that isn't over uses it.", Status = 204)]
    public async Task<Answer> DeleteAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string id)
    {
        await delete.RunAsync(request.Caller(), id, request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }

    private MediaView ViewOf(ShownMedia shown)
    {
        var item = shown.Item;
        return new MediaView(
            item.Id, item.Name, item.Type, item.Bytes, item.Width, item.Height, item.Duration, links.UrlOf(item.Workspace, item.Id),
            [.. shown.UsedBy.Select(use => new MediaUseView(use.Id, use.Name, use.Status))], item.Sha256, item.By, item.CreatedAt);
    }
}

/// <param name="Type">As its bytes say.</param>
/// <param name="Width">Pixels; null for what is no picture, or doesn't say.</param>
/// <param name="Duration">Of a film that says it.</param>
/// <param name="Url">Where anybody gets it, in parts too.</param>
public sealed record MediaView(
    string Id, string Name, string Type, long Bytes, int? Width, int? Height, TimeSpan? Duration, string Url, IReadOnlyList<MediaUseView> UsedBy, string Sha256, string By, DateTimeOffset CreatedAt);

/// <summary>A campaign that carries an upload, or has sent it.</summary>
public sealed record MediaUseView(string Campaign, string? Name, string Status);
