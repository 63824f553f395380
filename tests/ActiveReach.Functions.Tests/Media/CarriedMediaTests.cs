using System.Net;
using System.Text.Json;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Media;

/// <summary>What a channel can't carry is said when the campaign is saved, with the limit and the file's own figure.</summary>
public sealed class CarriedMediaTests : IAsyncLifetime
{
    private const string Demo = "/api/workspaces/demo";

    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_file_that_a_channel_cannot_carry_is_refused_with_its_figure_and_the_limit()
    {
        var large = await UploadAsync(SomeFiles.Png(6_200_000), "image/png");
        var middling = await UploadAsync(SomeFiles.Png(1_500_000), "image/png");
        var webp = await UploadAsync(SomeFiles.WebP, "image/webp");
        var film = await UploadAsync(SomeFiles.Film(bytes: 17_000_000), "video/mp4");
        await RefusedAsync("whatsapp", """ "parameters":[] """, [large], "media[0].mediaId", "media_too_large", "has 6.2 MB", "pictures of up to 5 MB");
        await RefusedAsync("whatsapp", """ "parameters":[] """, [film], "media[0].mediaId", "media_too_large", "has 17.0 MB", "films of up to 16 MB");
        await RefusedAsync("whatsapp", """ "parameters":[] """, [webp], "media[0].mediaId", "media_type", "is WebP", "carries JPEG, PNG, MP4, 3GP, PDF");
        await RefusedAsync("sms", """ "text":"Hi" """, [large], "media[0].mediaId", "media_too_large", "has 6.2 MB", "MMS carries up to 5 MB");
        await RefusedAsync("sms", """ "text":"Hi" """, [middling, await UploadAsync(SomeFiles.Gif, "image/gif")], "media", "too_many", "has 2 items", "carries 1");
        await RefusedAsync("push", """ "text":"Hi" """, [middling], "media[0].mediaId", "media_too_large", "has 1.5 MB", "up to 1 MB");
        await RefusedAsync("rcs", """ "text":"Hi" """, [await UploadAsync(SomeFiles.Mp3, "audio/mpeg")], "media[0].mediaId", "media_type", "is MP3", "carries JPEG, PNG, GIF, MP4, PDF");
        await RefusedAsync("email", """ "subject":"Hi","text":"Hi" """, [webp], "media[0].mediaId", "media_type", "is WebP", "use another file");
        await RefusedAsync("email", """ "subject":"Hi","text":"Hi" """, [film, film], "media[1].mediaId", "duplicate", film, "name it once");
        var shown = " \"subject\":\"Hi\",\"html\":\"<img src='{{media \\\"" + film + "\\\"}}'>Hi\" ";
        await RefusedAsync("email", shown, [], "html", "unknown_media", film, "which variants[0].content.email.media doesn't name");
        await RefusedAsync("sms", """ "text":"{{media 'med_1'}}" """, [], "text", "media_place", "{{media 'med_1'}}", "name it in media");
        await RefusedAsync("email", """ "subject":"Hi","html":"<img src='{{media first_name}}'>Hi" """, [], "html", "template_syntax", "media first_name", "name one upload");
    }

    [Fact]
    public async Task A_template_gets_what_its_header_shows_and_nothing_else()
    {
        var picture = await UploadAsync(SomeFiles.Jpeg, "image/jpeg");
        var film = await UploadAsync(SomeFiles.Film(), "video/mp4");
        await app.Sender.PostJsonAsync($"{Demo}/templates", """{"name":"plain","language":"en","body":"Hi"}""");
        Assert.Equal("image", (await app.Sender.PostJsonAsync($"{Demo}/templates", """{"name":"shown","language":"en","headerMedia":"image","body":"Hi"}""")).Text("headerMedia"));
        Assert.Equal(["headerMedia"], (await app.Sender.PostJsonAsync($"{Demo}/templates", """{"name":"both","language":"en","header":"Sale","headerMedia":"image","body":"Hi"}""")).ProblemPaths);
        Assert.Equal(["headerMedia"], (await app.Sender.PostJsonAsync($"{Demo}/templates", """{"name":"loud","language":"en","headerMedia":"audio","body":"Hi"}""")).ProblemPaths);

        await TemplateRefusedAsync("plain", [picture], "no_place");
        await TemplateRefusedAsync("shown", [], "required");
        await TemplateRefusedAsync("shown", [film], "media_type");
        Assert.Equal(HttpStatusCode.Created, (await SaveAsync("whatsapp", """ "parameters":[] """, [picture], "shown")).Status);
    }

    [Fact]
    public async Task A_preview_shows_what_a_message_carries_and_counts_the_link_in_its_segments()
    {
        var picture = await UploadAsync(SomeFiles.Jpeg, "image/jpeg");
        var contact = (await app.Sender.PostJsonAsync($"{Demo}/contacts", """{"externalId":"ann","phone":"+14155550123"}""")).Text("id");
        var campaign = (await SaveAsync("sms", """ "text":"Hi" """, [picture])).Text("id");
        var preview = await app.Viewer.GetJsonAsync($"{Demo}/campaigns/{campaign}/preview?contact={contact}");
        Assert.Equal(("image/jpeg", "image.jpg"), (preview.Json.GetProperty("media")[0].GetProperty("type").GetString(), preview.Json.GetProperty("media")[0].GetProperty("name").GetString()));
        Assert.Matches("^Hi\n(http://[^ ]+/r/[^ ]{26})$", preview.Text("text"));
        Assert.Equal($"{preview.Text("text").Length}", preview.Text("segments.units"));
    }

    private async Task TemplateRefusedAsync(string template, string[] media, string code)
    {
        var refused = await SaveAsync("whatsapp", """ "parameters":[] """, media, template);
        var error = Assert.Single(refused.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(("variants[0].content.whatsapp.media", code), (error.GetProperty("path").GetString(), error.GetProperty("code").GetString()));
    }

    private async Task RefusedAsync(string channel, string content, string[] media, string path, string code, params string[] words)
    {
        var refused = await SaveAsync(channel, content, media);
        Assert.True(refused.Status is HttpStatusCode.BadRequest, refused.Body);
        var error = Assert.Single(refused.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(($"variants[0].content.{channel}.{path}", code), (error.GetProperty("path").GetString(), error.GetProperty("code").GetString()));
        Assert.All(words, word => Assert.Contains(word, error.GetProperty("message").GetString(), StringComparison.Ordinal));
    }

    private Task<Answer> SaveAsync(string channel, string content, string[] media, string? template = null) => app.Sender.PostJsonAsync(
        $"{Demo}/campaigns",
        $$"""{"channels":[{"channel":"{{channel}}"{{(template is null ? "" : $",\"template\":\"{template}\"")}}}],"variants":[{"id":"A","content":{"{{channel}}":{ {{content}},"media":{{JsonSerializer.Serialize(media.Select(id => new { mediaId = id }))}}} } }]}""");

    private async Task<string> UploadAsync(byte[] bytes, string type) => (await app.Sender.SendAsync(HttpMethod.Post, $"{Demo}/media", bytes, type)).Text("id");
}
