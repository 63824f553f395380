using System.Net;
using System.Net.Http.Headers;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Media;
using ActiveReach.Workspaces;
using Functions.Embedded.Clock;

namespace ActiveReach.Functions.Tests.Media;

/// <summary>Uploads over HTTP: what is taken, what is told of it, and what is left of what is refused.</summary>
public sealed class MediaTests : IAsyncLifetime
{
    private const string Route = "/api/workspaces/demo/media";

    private RunningApp app = null!;

    public static TheoryData<string, byte[], string, string, string> Forms => new()
    {
        { "image/jpeg", SomeFiles.Jpeg, "640", "480", "" },
        { "image/png", SomeFiles.Png(), "600", "400", "" },
        { "image/gif", SomeFiles.Gif, "320", "240", "" },
        { "image/webp", SomeFiles.WebP, "400", "300", "" },
        { "video/mp4", SomeFiles.Film(), "1280", "720", "PT12.5S" },
        { "video/3gpp", SomeFiles.Film("3gp4", 9), "1280", "720", "PT12.5S" },
        { "audio/mpeg", SomeFiles.Mp3, "", "", "" },
        { "audio/aac", SomeFiles.Aac, "", "", "" },
        { "audio/ogg", SomeFiles.Ogg, "", "", "" },
        { "application/pdf", SomeFiles.Pdf, "", "", "" },
        { "text/calendar", SomeFiles.Calendar, "", "", "" },
    };

    public async Task InitializeAsync() => app = await RunningApp.StartAsync(builder =>
        builder.Services.AddSimulatedClock(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), jumpWhenIdle: false));

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_file_is_what_its_bytes_say_with_the_size_that_they_tell(string type, byte[] bytes, string width, string height, string duration)
    {
        var said = await SendAsync(bytes, type, "?name=Sale%20banner");
        Assert.Equal(HttpStatusCode.Created, said.Status);
        var silent = await SendAsync(bytes, "application/octet-stream");
        Assert.Equal((HttpStatusCode.OK, said.Text("id")), (silent.Status, silent.Text("id")));

        var shown = await app.Viewer.GetJsonAsync($"{Route}/{said.Text("id")}");
        Assert.Equal(
            (type, $"{bytes.Length}", "Sale banner", width, height, duration),
            (shown.Text("type"), shown.Text("bytes"), shown.Text("name"), Told("width"), Told("height"), Told("duration")));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), shown.Text("sha256"));
        Assert.Equal($"{Route}/{said.Text("id")}", said.Headers["Location"]);

        string Told(string member) => shown.Json.TryGetProperty(member, out var value) ? value.ToString() : "";
    }

    [Theory]
    [InlineData("image/png", "nothing that is known here", "png")]
    [InlineData("image/svg+xml", "can't be uploaded", "<svg xmlns='http://www.w3.org/2000/svg'>")]
    [InlineData("image/png", "an SVG or XML text", "<svg xmlns='http://www.w3.org/2000/svg'>")]
    [InlineData("application/octet-stream", "an HTML text", "<html><script>alert(1)</script>")]
    [InlineData("application/octet-stream", "a ZIP archive", "PK\u0003\u0004")]
    [InlineData("image/jpeg", "the bytes are PDF (application/pdf)", "%PDF-1.7")]
    [InlineData("image/png", "The file is empty", "")]
    public async Task What_is_no_such_file_is_refused_naming_both_and_nothing_stays(string type, string words, string text)
    {
        var refused = await SendAsync(System.Text.Encoding.ASCII.GetBytes(text), type);
        Assert.Contains(refused.Status, new[] { HttpStatusCode.UnsupportedMediaType, HttpStatusCode.BadRequest });
        Assert.Contains(words, refused.Text("detail"), StringComparison.Ordinal);
        if (text.Length > 0)
            Assert.Contains(type == "application/octet-stream" ? "Content-Type is 'application/octet-stream'" : $"'{type}'", refused.Text("detail"), StringComparison.Ordinal);
        await NothingIsThereAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_50_MB_is_refused_with_size_limit_and_remedy_also_when_nobody_says_how_much_comes(bool isTold)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Route);
        request.Content = isTold ? new ByteArrayContent(SomeFiles.Png((50 << 20) + 1)) : new StreamContent(new Endless(SomeFiles.Png((50 << 20) + 1)));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var answer = await app.Sender.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var problem = await answer.Content.ReadAsStringAsync();
        Assert.Contains("52428800 (50 MB)", problem, StringComparison.Ordinal);
        Assert.Contains(isTold ? "has 52428801 bytes" : "is larger", problem, StringComparison.Ordinal);
        Assert.Contains("make it smaller", problem, StringComparison.Ordinal);
        await NothingIsThereAsync();
    }

    [Fact]
    public async Task Exactly_50_MB_are_taken_and_come_back_as_they_were()
    {
        var bytes = SomeFiles.Png(50 << 20);
        new Random(5).NextBytes(bytes.AsSpan(24));
        var url = (await SendAsync(bytes, "image/png")).Text("url");
        Assert.Equal(bytes, await app.Nobody.GetByteArrayAsync(new Uri(url).PathAndQuery));
    }

    [Fact]
    public async Task A_form_as_browsers_send_it_is_taken_too()
    {
        using var form = new MultipartFormDataContent { { new StringContent("Sale"), "title" } };
        var file = new ByteArrayContent(SomeFiles.Gif);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/gif");
        form.Add(file, "file", "party.gif");
        using var answer = await app.Sender.PostAsync(Route, form);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var listed = (await app.Viewer.GetJsonAsync($"{Route}?kind=image&q=PARTY")).Json;
        Assert.Equal(("party.gif", "image/gif"), (listed.GetProperty("items")[0].GetProperty("name").GetString(), listed.GetProperty("items")[0].GetProperty("type").GetString()));

        using var empty = new MultipartFormDataContent { { new StringContent("Sale"), "title" } };
        using var refused = await app.Sender.PostAsync(Route, empty);
        Assert.Contains("The form has no file", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_is_one_upload_of_each_workspace_and_viewers_only_look()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Viewer.SendAsync(HttpMethod.Post, Route, SomeFiles.Pdf, "application/pdf")).Status);
        var both = await Task.WhenAll(SendAsync(SomeFiles.Pdf, "application/pdf"), SendAsync(SomeFiles.Pdf, "application/pdf"));
        Assert.Equal(both[0].Text("id"), both[1].Text("id"));
        Assert.Single(both, answer => answer.Status is HttpStatusCode.Created);
        Assert.Equal(1, (await app.Viewer.GetJsonAsync(Route)).Json.GetProperty("total").GetInt32());
        Assert.Single(FilesOnDisk());
        Assert.Equal(["name"], (await SendAsync(SomeFiles.Gif, "image/gif", "?name=../x")).ProblemPaths);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Viewer.GetJsonAsync($"{Route}/med_1")).Status);
    }

    [Fact]
    public async Task What_a_campaign_uses_stays_until_that_is_over_and_what_nothing_uses_goes_by_itself()
    {
        var used = (await SendAsync(SomeFiles.Jpeg, "image/jpeg")).Text("id");
        var idle = (await SendAsync(SomeFiles.Gif, "image/gif")).Text("id");
        var draft = (await app.Sender.PostJsonAsync("/api/workspaces/demo/campaigns", """{"name":"Sale","variants":[{"id":"A","content":{"sms":{"text":"Hi","media":[{"mediaId":"MEDIA"}]}}}]}""".Replace("MEDIA", used, StringComparison.Ordinal))).Text("id");
        var by = (await app.Viewer.GetJsonAsync($"{Route}/{used}")).Json.GetProperty("usedBy")[0];
        Assert.Equal((draft, "Sale", "draft"), (by.GetProperty("campaign").GetString(), by.GetProperty("name").GetString(), by.GetProperty("status").GetString()));
        var refused = await app.Sender.SendAsync(HttpMethod.Delete, $"{Route}/{used}");
        Assert.Equal((HttpStatusCode.Conflict, draft), (refused.Status, refused.Text("campaign")));
        Assert.Contains("The campaign 'Sale'", refused.Text("detail"), StringComparison.Ordinal);

        await app.PassAsync(TimeSpan.FromDays(31));
        await Eventually.SeenAsync("the idle upload is gone", () => app.Viewer.GetJsonAsync($"{Route}/{idle}"), answer => answer.Status is HttpStatusCode.NotFound);
        await Eventually.SeenAsync("the used one was looked at and left", () => app.Get<SavedMedia>().FindAsync(new WorkspaceId("demo"), used), item => item!.CheckedAt > item.CreatedAt);

        Assert.Equal(HttpStatusCode.NoContent, (await app.Sender.SendAsync(HttpMethod.Delete, $"/api/workspaces/demo/campaigns/{draft}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Sender.SendAsync(HttpMethod.Delete, $"{Route}/{used}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Sender.SendAsync(HttpMethod.Delete, $"{Route}/{used}")).Status);
        await NothingIsThereAsync();
        var told = (await app.Admin.GetJsonAsync("/api/workspaces/demo/audit?action=media")).Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()).ToList();
        Assert.Equal(["media.added", "media.added", "media.deleted", "media.expired"], told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_sender_that_hangs_up_in_mid_file_leaves_nothing()
    {
        using var gone = new CancellationTokenSource();
        var body = new Endless(SomeFiles.Png(40 << 20), stopsAt: 20 << 20);
        using var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = new StreamContent(body) };
        var sending = app.Sender.SendAsync(request, gone.Token);
        await body.Stopped.WaitAsync(Eventually.Bound);
        await Eventually.SeenAsync("a part of the file is there", () => Task.FromResult(FilesOnDisk().Length), count => count == 1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);

        await Eventually.SeenAsync("nothing is left", () => Task.FromResult(FilesOnDisk().Length), count => count == 0);
        await NothingIsThereAsync();
    }

    private Task<Answer> SendAsync(byte[] bytes, string type, string query = "") => app.Sender.SendAsync(HttpMethod.Post, Route + query, bytes, type);

    private async Task NothingIsThereAsync()
    {
        Assert.Equal(0, (await app.Viewer.GetJsonAsync(Route)).Json.GetProperty("total").GetInt32());
        Assert.Empty(FilesOnDisk());
    }

    private string[] FilesOnDisk() => System.IO.Directory.Exists(Path.Combine(app.Directory, "media")) ? System.IO.Directory.GetFiles(Path.Combine(app.Directory, "media")) : [];

    /// <summary>A body of which nobody knows how long it is.</summary>
    private sealed class Endless(byte[] bytes, int stopsAt = int.MaxValue) : MemoryStream(bytes)
    {
        private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Stopped => stopped.Task;

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= stopsAt)
            {
                stopped.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
