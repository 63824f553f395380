using ActiveReach.Functions.Http;
using ActiveReach.Media;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace ActiveReach.Functions.Media;

/// <summary>The bytes of uploads, for whoever has the signed link: mail programs, phones, and carriers that fetch what a message carries.</summary>
public sealed class MediaFileFunctions(OpenMedia open, DomainGate gate)
{
    /// <summary>An upload never changes.</summary>
    private const string KeptForAYear = "public, max-age=31536000, immutable";

    /// <param name="token">With an ending or without: some carriers want one that tells the type. Tokens have no dot.</param>
    [Function("GetMediaFile")]
    [Public("The token is signed, and leads to one upload.")]
    [Operation("The bytes of an upload, whole or in part (Range).", Produces = ["image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/3gpp", "audio/mpeg", "audio/ogg", "audio/aac", "application/pdf", "text/calendar"])]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "m/{token}")] HttpRequest request, string token)
    {
        if (await open.RunAsync(token.Split('.')[0], request.HttpContext.RequestAborted) is not var (item, body))
            return NoSuchFile();
        if (!await gate.LetsFollowAsync(request, item.Workspace, request.HttpContext.RequestAborted))
        {
            await body.DisposeAsync();
            return NoSuchFile();
        }

        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = KeptForAYear;
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        var shown = new ContentDispositionHeaderValue("inline");
        shown.SetHttpFileName(item.Name);
        headers.ContentDisposition = shown.ToString();
        return Answers.Of(Results.Stream(body, item.Type, fileDownloadName: null, item.CreatedAt, new EntityTagHeaderValue($"\"{item.Sha256}\""), enableRangeProcessing: true));
    }

    private static Answer NoSuchFile() => Answers.Of(Results.Text("There is no such file.", "text/plain", System.Text.Encoding.UTF8, StatusCodes.Status404NotFound));
}
