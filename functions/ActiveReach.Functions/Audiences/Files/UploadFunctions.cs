using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Uploads;
using ActiveReach.Files;
using ActiveReach.Functions.Http;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences.Files;

/// <summary>Big files: sent to a signed link, then imported by <c>POST contacts/import</c>.</summary>
public sealed class UploadFunctions(ReceiveUpload receive, UploadLinks links)
{
    [Function("OpenUpload")]
    [RequiresRole(Role.Sender)]
    [Operation("Gives a link for one file of contacts: PUT the file to uploadUrl within a day, then POST contacts/import with {\"source\": uploadUrl}.", Response = typeof(UploadView), Status = 201)]
    public async Task<Answer> OpenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/workspaces/{ws}/uploads")] HttpRequest request)
    {
        var upload = await receive.OpenAsync(request.Caller().Workspace, request.HttpContext.RequestAborted);
        var url = links.UrlOf(upload);
        return Answers.Created(url, new UploadView(upload.Id, url, upload.Expires));
    }

    [Function("FillUpload")]
    [Public("The token is signed and takes one file.")]
    [Operation("Takes the file (text/csv or application/x-ndjson), checked as it arrives; once.", Files = ["text/csv", "application/x-ndjson"], Status = 204)]
    public async Task<Answer> FillAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = UploadLinks.Path + "{token}")] HttpRequest request, string token)
    {
        request.RequireType("text/csv", "application/x-ndjson");
        var id = links.Read(token) ?? throw new NotFoundException("upload", InputProblem.Shorten(token));
        var file = ImportFile.Csv.As(request);
        await receive.FillAsync(id, request.Body, file.Format, file.Charset, request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }

    [Function("ClearUploads")]
    public Task ClearAsync([TimerTrigger("15 */10 * * * *")] TimerInfo timer, CancellationToken cancellation) => receive.ClearAsync(cancellation);
}

/// <param name="Expires">Until then the file may be sent and imported.</param>
public sealed record UploadView(string Id, string UploadUrl, DateTimeOffset Expires);

/// <param name="Source">The uploadUrl that the file was sent to.</param>
/// <param name="Format">csv or ndjson; default: as the file was sent.</param>
public sealed record ImportSource(string Source, FileFormat? Format = null);
