using System.Net;
using System.Text;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Media;

/// <summary>What can't go with a mail is said when the campaign is saved, by its path.</summary>
public sealed class AttachmentTests : IAsyncLifetime
{
    private const string Demo = "/api/workspaces/demo";

    private RunningApp app = null!;
    private string pdf = "";

    public async Task InitializeAsync()
    {
        app = await RunningApp.StartAsync();
        pdf = await UploadAsync(SomeFiles.Pdf, "application/pdf");
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task What_cannot_be_attached_is_refused_with_the_files_figure_and_the_remedy()
    {
        var film = await UploadAsync(SomeFiles.Film(), "video/mp4");
        var (first, second) = (await UploadAsync(SomeFiles.Png(4_000_000), "image/png"), await UploadAsync(SomeFiles.Png(3_100_000), "image/png"));
        await RefusedAsync($$"""[{"mediaId":"med_1"}]""", "attachments[0].mediaId", "unknown_media", "send the file to POST media first");
        await RefusedAsync($$"""[{"mediaId":"{{film}}"}]""", "attachments[0].mediaId", "media_type", "is MP4", "attachments are JPEG, PNG, GIF, PDF, iCalendar", "name it in media");
        await RefusedAsync($$"""[{"mediaId":"{{pdf}}"},{"mediaId":"{{pdf}}","name":"again.pdf"}]""", "attachments[1].mediaId", "duplicate", "name it once");
        await RefusedAsync($$"""[{"mediaId":"{{first}}"},{"mediaId":"{{second}}"}]""", "attachments", "media_too_large", "have 7.1 MB together", "up to 7 MB");
        await RefusedAsync($$"""[{"mediaId":"{{pdf}}","name":"menu.exe"}]""", "attachments[0].name", "invalid_value", "'menu.exe'", "let it end in .pdf");
        await RefusedAsync($$"""[{"mediaId":"{{pdf}}","name":"menu"}]""", "attachments[0].name", "invalid_value", "let it end in .pdf");
        await RefusedAsync("""[{"name":"menu.pdf"}]""", "attachments[0].mediaId", "required", "name an upload");
        await RefusedAsync($$"""[{"mediaId":"{{pdf}}","size":3}]""", "attachments[0].size", "unknown_field", "mediaId, name");
        await RefusedAsync($"[{string.Join(',', Enumerable.Repeat("""{"mediaId":"med_1"}""", 11))}]", "attachments", "too_many", "10");
        Assert.Equal(("variants[0].content.sms.attachments", "not_on_this_channel"), await ErrorAsync("sms", """ "text":"Hi" """, $$"""[{"mediaId":"{{pdf}}"}]"""));
    }

    [Theory]
    [InlineData("../menu.pdf")]
    [InlineData("C:\\\\menu.pdf")]
    [InlineData("menu.pdf\\r\\nBcc: all@example.com")]
    [InlineData("me\\\"nu.pdf")]
    [InlineData("menu\\u202Efdp.pdf")]
    [InlineData(".pdf")]
    [InlineData(" menu.pdf")]
    [InlineData("menu\\ud83d.pdf")]
    public async Task A_name_is_nothing_but_the_name_of_a_file(string name)
    {
        var refused = await SaveAsync("email", """ "subject":"Hi","text":"Hi" """, $$"""[{"mediaId":"{{pdf}}","name":"{{name}}"}]""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        if (!name.Contains("ud83d", StringComparison.Ordinal))
            Assert.Equal(["variants[0].content.email.attachments[0].name"], refused.ProblemPaths);
    }

    [Fact]
    public async Task A_preview_and_the_approvers_page_show_them_and_the_upload_tells_who_uses_it()
    {
        var calendar = await UploadAsync(Encoding.UTF8.GetBytes("\uFEFFBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "text/calendar; charset=utf-8", "?name=Launch");
        var contact = (await app.Sender.PostJsonAsync($"{Demo}/contacts", """{"externalId":"ann","email":"ann@people.example"}""")).Text("id");
        var saved = await SaveAsync("email", """ "subject":"Hi","text":"Hi" """, $$"""[{"mediaId":"{{pdf}}","name":"Menü.pdf"},{"mediaId":"{{calendar}}"}]""");
        Assert.Equal(HttpStatusCode.Created, saved.Status);
        var campaign = saved.Text("id");
        var preview = await app.Viewer.GetJsonAsync($"{Demo}/campaigns/{campaign}/preview?contact={contact}");
        Assert.Equal(
            [(pdf, "Menü.pdf", "application/pdf"), (calendar, "Launch.ics", "text/calendar")],
            preview.Json.GetProperty("attachments").EnumerateArray().Select(each => (each.GetProperty("mediaId").GetString(), each.GetProperty("name").GetString(), each.GetProperty("type").GetString())));
        var url = preview.Json.GetProperty("attachments")[1].GetProperty("url").GetString()!;
        Assert.StartsWith("\uFEFFBEGIN:VCALENDAR", Encoding.UTF8.GetString(await app.Nobody.GetByteArrayAsync(new Uri(url).PathAndQuery)), StringComparison.Ordinal);
        Assert.Equal(campaign, (await app.Viewer.GetJsonAsync($"{Demo}/media/{calendar}")).Json.GetProperty("usedBy")[0].GetProperty("campaign").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await app.Sender.SendAsync(HttpMethod.Delete, $"{Demo}/media/{calendar}")).Status);
    }

    private async Task RefusedAsync(string attachments, string path, string code, params string[] words)
    {
        var refused = await SaveAsync("email", """ "subject":"Hi","text":"Hi" """, attachments);
        Assert.True(refused.Status is HttpStatusCode.BadRequest, refused.Body);
        var error = Assert.Single(refused.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(($"variants[0].content.email.{path}", code), (error.GetProperty("path").GetString(), error.GetProperty("code").GetString()));
        Assert.All(words, word => Assert.Contains(word, error.GetProperty("message").GetString(), StringComparison.Ordinal));
    }

    private async Task<(string? Path, string? Code)> ErrorAsync(string channel, string content, string attachments)
    {
        var error = Assert.Single((await SaveAsync(channel, content, attachments)).Json.GetProperty("errors").EnumerateArray());
        return (error.GetProperty("path").GetString(), error.GetProperty("code").GetString());
    }

    private Task<Answer> SaveAsync(string channel, string content, string attachments) => app.Sender.PostJsonAsync(
        $"{Demo}/campaigns", $$"""{"channels":[{"channel":"{{channel}}"}],"variants":[{"id":"A","content":{"{{channel}}":{ {{content}},"attachments":{{attachments}} } } }]}""");

    private async Task<string> UploadAsync(byte[] bytes, string type, string query = "") => (await app.Sender.SendAsync(HttpMethod.Post, $"{Demo}/media{query}", bytes, type)).Text("id");
}
