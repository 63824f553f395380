using System.Net;
using System.Text;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Uploads;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Audiences;

/// <summary>Files that are sent to a signed link and imported afterwards.</summary>
public sealed class UploadTests
{
    private const string Contacts = "api/workspaces/demo/contacts";
    private const string Uploads = "api/workspaces/demo/uploads";

    [Fact]
    public async Task A_file_sent_to_the_link_is_imported_once()
    {
        await using var app = await RunningApp.StartAsync();
        var (url, path) = await OpenAsync(app);
        Assert.Equal(["source"], (await ImportAsync(app, url)).ProblemPaths);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(app, path, "external_id\nc1\nc2\n")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(app, path, "external_id\nc3\n")).Status);

        Assert.Equal(["format"], (await ImportAsync(app, url, ",\"format\":\"ndjson\"")).ProblemPaths);
        var accepted = await ImportAsync(app, url, ",\"format\":\"csv\"");
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Equal(HttpStatusCode.Conflict, (await ImportAsync(app, url)).Status);
        var job = await app.OverAsync(accepted);
        Assert.Equal(("complete", "2"), (job.Text("state"), job.Text("imported")));
    }

    [Fact]
    public async Task A_broken_file_is_refused_as_it_arrives_and_another_may_be_sent()
    {
        await using var app = await RunningApp.StartAsync();
        var (url, path) = await OpenAsync(app);
        Assert.Equal(["body"], (await SendAsync(app, path, "external_id\n\"c1")).ProblemPaths);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await app.Nobody.SendAsync(HttpMethod.Put, path, "{}"u8.ToArray(), "application/json")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(app, path, "who\nc1\n")).Status);
        Assert.Contains("header", (await ImportAsync(app, url)).ProblemPaths);
    }

    [Fact]
    public async Task A_forged_or_foreign_link_leads_nowhere()
    {
        await using var app = await RunningApp.StartAsync();
        var (url, path) = await OpenAsync(app);
        var forged = path[..^1] + (path[^1] == 'A' ? 'Q' : 'A');
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(app, forged, "external_id\nc1\n")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(app, "api/uploads/upl_1", "external_id\nc1\n")).Status);
        Assert.Equal(["source"], (await ImportAsync(app, "https://example.com/contacts.csv")).ProblemPaths);
        Assert.Equal(["source"], (await ImportAsync(app, url + "x")).ProblemPaths);
    }

    [Fact]
    public async Task An_upload_that_expired_is_gone_and_cleared_away()
    {
        // Every ten minutes it would be cleared away before it is asked for.
        await using var app = await RunningApp.StartWithoutAsync("ClearUploads");
        var upload = await app.Get<ReceiveUpload>().OpenAsync(new("demo"));
        var expired = upload with { Expires = upload.Expires - (2 * app.Get<ImportOptions>().UploadLifetime) };
        await app.Get<UploadPlaces>().RemoveAsync(upload.Id);
        await app.Get<UploadPlaces>().AddAsync(expired);
        var url = app.Get<UploadLinks>().UrlOf(expired);
        Assert.Equal(HttpStatusCode.Gone, (await SendAsync(app, new Uri(url).AbsolutePath.TrimStart('/'), "external_id\nc1\n")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await ImportAsync(app, url)).Status);

        await app.Get<ReceiveUpload>().ClearAsync();
        Assert.Null(await app.Get<UploadPlaces>().FindAsync(upload.Id));
    }

    private static async Task<(string Url, string Path)> OpenAsync(RunningApp app)
    {
        var opened = await app.Sender.SendAsync(HttpMethod.Post, Uploads);
        Assert.Equal(HttpStatusCode.Created, opened.Status);
        return (opened.Text("uploadUrl"), new Uri(opened.Text("uploadUrl")).AbsolutePath.TrimStart('/'));
    }

    private static Task<Answer> SendAsync(RunningApp app, string path, string file) => app.Nobody.SendAsync(HttpMethod.Put, path, Encoding.UTF8.GetBytes(file), "text/csv");

    private static Task<Answer> ImportAsync(RunningApp app, string url, string more = "") => app.Sender.PostJsonAsync(Contacts + "/import", $$"""{"source":"{{url}}"{{more}}}""");
}
