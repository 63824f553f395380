using System.Net;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Tests.Messages;

namespace ActiveReach.Functions.Tests.Media;

/// <summary>A mail plays no film: it shows the film's poster, which leads to it.</summary>
public sealed class PosterTests : IAsyncLifetime
{
    private const string Demo = "/api/workspaces/demo";

    private SentMail mail = null!;
    private string film = "";
    private string poster = "";

    public async Task InitializeAsync()
    {
        mail = await SentMail.StartAsync();
        (film, poster) = (await UploadAsync(SomeFiles.Film(), "video/mp4", "launch.mp4"), await UploadAsync(SomeFiles.Jpeg, "image/jpeg", "still.jpg"));
    }

    public async Task DisposeAsync() => await mail.DisposeAsync();

    [Fact]
    public async Task A_film_is_its_poster_in_the_html_and_a_link_in_the_text_and_a_gif_moves_by_itself()
    {
        await mail.ContactAsync("Asha");
        var gif = await UploadAsync(SomeFiles.Gif, "image/gif", "party.gif");
        var plain = await UploadAsync(SomeFiles.Film("3gp4", 9), "video/3gpp", "plain.3gp");
        var campaign = (await mail.App.Sender.PostJsonAsync($"{Demo}/campaigns", SentMail.Mail(new
        {
            subject = "News",
            html = "<p>See</p>",
            media = new object[] { new { mediaId = film, posterId = poster }, new { mediaId = gif }, new { mediaId = plain } },
        }))).Text("id");
        await mail.LaunchAsync(campaign);
        var body = (string)Assert.Single(mail.Of(campaign))["body"]!;
        var (shown, moving) = (await UrlAsync(poster), await UrlAsync(gif));
        Assert.Contains($"<img src=\"{shown}\" alt=\"▶ launch.mp4\"", body, StringComparison.Ordinal);
        Assert.Contains($"<img src=\"{moving}\" alt=\"party.gif\"", body, StringComparison.Ordinal);
        Assert.Contains(">plain.3gp</a>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<video", body, StringComparison.OrdinalIgnoreCase);

        // A click on the poster counts, and leads to the film.
        var clicks = SentMail.PathsIn(body, 'r');
        Assert.Equal([await UrlAsync(film), moving, await UrlAsync(plain)], await Task.WhenAll(clicks.Select(async click => (await mail.App.Nobody.GetJsonAsync(click)).Headers["Location"])));
        Assert.Equal(HttpStatusCode.OK, (await mail.App.Nobody.GetJsonAsync(new Uri(await UrlAsync(film)).AbsolutePath)).Status);
        Assert.Equal(campaign, (await mail.App.Viewer.GetJsonAsync($"{Demo}/media/{poster}")).Json.GetProperty("usedBy")[0].GetProperty("campaign").GetString());
    }

    [Fact]
    public async Task A_poster_that_would_not_be_shown_is_refused_by_name()
    {
        await RefusedAsync("email", """ "subject":"Hi","html":"<p>Hi</p>" """, film, film, "media_type", "is MP4", "a poster is JPEG, PNG, GIF");
        await RefusedAsync("email", """ "subject":"Hi","html":"<p>Hi</p>" """, film, "med_1", "unknown_media", "send the file to POST media first");
        await RefusedAsync("email", """ "subject":"Hi","html":"<p>Hi</p>" """, poster, poster, "no_place", "is JPEG", "films alone have posters");
        await RefusedAsync("email", """ "subject":"Hi","text":"Hi" """, film, poster, "without_html", "there is no HTML");
        await RefusedAsync("email", $$""" "subject":"Hi","html":"<a href='{{"{{media '" + film + "'}}"}}'>Play</a>" """, film, poster, "no_effect", "the html leads to the film itself");
        await RefusedAsync("sms", """ "text":"Hi" """, film, poster, "not_on_this_channel", "sms shows no poster");
    }

    [Fact]
    public async Task A_card_takes_no_poster()
    {
        var refused = await mail.App.Sender.PostJsonAsync(
            $"{Demo}/campaigns", $$"""{"channels":[{"channel":"rcs"}],"variants":[{"id":"A","content":{"rcs":{"cards":[{"title":"One","media":[{"mediaId":"{{film}}","posterId":"{{poster}}"}]},{"title":"Two"}] } } }]}""");
        Assert.Contains("variants[0].content.rcs.cards[0].media[0].posterId is a picture for a film in a mail", refused.Body, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string channel, string content, string media, string still, string code, params string[] words)
    {
        var refused = await mail.App.Sender.PostJsonAsync(
            $"{Demo}/campaigns", $$"""{"channels":[{"channel":"{{channel}}"}],"variants":[{"id":"A","content":{"{{channel}}":{ {{content}},"media":[{"mediaId":"{{media}}","posterId":"{{still}}"}] } } }]}""");
        Assert.True(refused.Status is HttpStatusCode.BadRequest, refused.Body);
        var error = Assert.Single(refused.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(($"variants[0].content.{channel}.media[0].posterId", code), (error.GetProperty("path").GetString(), error.GetProperty("code").GetString()));
        Assert.All(words, word => Assert.Contains(word, error.GetProperty("message").GetString(), StringComparison.Ordinal));
    }

    private async Task<string> UrlAsync(string id) => (await mail.App.Viewer.GetJsonAsync($"{Demo}/media/{id}")).Text("url");

    private async Task<string> UploadAsync(byte[] bytes, string type, string name) => (await mail.App.Sender.SendAsync(HttpMethod.Post, $"{Demo}/media?name={name}", bytes, type)).Text("id");
}
