using System.Net;
using System.Text.RegularExpressions;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Tests.Media;

namespace ActiveReach.Functions.Tests.Approvals;

/// <summary>Messages as they look on a phone: on the approver's page, and on the preview of whoever works on them.</summary>
public sealed partial class PhonePageTests : IAsyncLifetime
{
    private const string Demo = "/api/workspaces/demo";

    /// <summary>In every place where somebody writes.</summary>
    private const string Evil = "\"'></p></iframe><script>x()</script><img src=x onerror=x()>";

    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Each_channel_looks_as_on_a_phone_with_what_it_carries()
    {
        await PersonAsync("ann", "Ann");
        var picture = await UploadAsync();
        var (_, link) = await AskAsync(picture, "there");

        var page = (await app.Nobody.GetJsonAsync(link)).Body;

        foreach (var channel in new[] { "sms", "email", "whatsapp", "rcs", "push", "in_app" })
            Assert.Contains($"<figure class=\"phone {channel}\"", page, StringComparison.Ordinal);
        string[] told =
        [
            "<p class=\"bubble\" dir=\"auto\">Text there Ann", "<p class=\"line\" dir=\"auto\">Before there Ann</p>", "<p class=\"head\" dir=\"auto\">Subject there Ann</p>",
            "role=\"region\" tabindex=\"0\" aria-label=\"2 cards side by side\"", "<p class=\"head\" dir=\"auto\">Card there Ann</p>", "Go there<span class=\"unseen\">, opens a link</span>",
            "<li dir=\"auto\">None there</li>", "<p class=\"head\" dir=\"auto\">Push there Ann</p>", "<span>pinned</span>", "A tap opens its link",
        ];
        Assert.All(told, words => Assert.Contains(words, page, StringComparison.Ordinal));

        // Its picture comes from the page's own server, whatever the public address is.
        Assert.Contains("<img src=\"/m/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=\"http", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_somebody_wrote_becomes_part_of_the_page()
    {
        var contact = await PersonAsync("eve", Evil);
        var picture = await UploadAsync(Evil.Replace("\"", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal));
        var (id, link) = await AskAsync(picture, Evil.Replace("\"", "\\\"", StringComparison.Ordinal));
        foreach (var page in new[] { await app.Nobody.GetJsonAsync(link), await app.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{id}/preview/page?contact={contact}"), await app.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{id}/preview/page") })
        {
            Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
            Assert.DoesNotContain("<script", page.Body, StringComparison.OrdinalIgnoreCase);
            Assert.All(Tags().Matches(page.Body), tag => Assert.DoesNotContain("onerror", Quoted().Replace(tag.Value, ""), StringComparison.OrdinalIgnoreCase));
            Assert.All(Pictures().Matches(page.Body), tag => Assert.StartsWith("<img src=\"/m/", tag.Value, StringComparison.Ordinal));
            Assert.Single(Frames().Matches(page.Body), frame => frame.Value.StartsWith("<iframe sandbox title=", StringComparison.Ordinal));
            Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", page.Headers["Content-Security-Policy"]);
        }
    }

    [Fact]
    public async Task Approver_and_editor_choose_as_whom_they_look_at_it()
    {
        var (ann, bob) = (await PersonAsync("ann", "Ann"), await PersonAsync("bob", "Bob"));
        var (id, link) = await AskAsync(await UploadAsync(), "there");

        var first = (await app.Nobody.GetJsonAsync(link)).Body;
        Assert.Contains($"<option value=\"{bob}\">Bob</option>", first, StringComparison.Ordinal);
        Assert.Contains("Text there Ann", first, StringComparison.Ordinal);
        var chosen = (await app.Nobody.GetJsonAsync($"{link}?contact={bob}")).Body;
        Assert.Contains($"<option value=\"{bob}\" selected>", chosen, StringComparison.Ordinal);
        Assert.Contains("Text there Bob", chosen, StringComparison.Ordinal);
        Assert.DoesNotContain("Text there Ann", chosen, StringComparison.Ordinal);

        var preview = $"{CampaignSteps.Route}/{id}/preview/page";
        var one = (await app.Viewer.GetJsonAsync($"{preview}?contact={bob}&variant=A&channel=rcs")).Body;
        Assert.Contains("Card there Bob", one, StringComparison.Ordinal);
        Assert.DoesNotContain("Text there", one, StringComparison.Ordinal);
        Assert.Contains("Text there Ann", (await app.Viewer.GetJsonAsync(preview)).Body, StringComparison.Ordinal);
        Assert.NotEqual(ann, bob);
    }

    [Theory]
    [InlineData("contact=ctc_999", 400, 404)]
    [InlineData("contact=%3Cscript%3E", 400, 404)]
    [InlineData("variant=Z", null, 400)]
    [InlineData("channel=fax", null, 400)]
    [InlineData("colour=red", null, 400)]
    public async Task What_is_not_there_is_not_shown(string query, int? ofApprover, int ofEditor)
    {
        await PersonAsync("ann", "Ann");
        var (id, link) = await AskAsync(await UploadAsync(), "there");
        var preview = $"{CampaignSteps.Route}/{id}/preview/page?{query}";
        Assert.Equal(ofEditor, (int)(await app.Viewer.GetJsonAsync(preview)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Nobody.GetJsonAsync(preview)).Status);
        if (ofApprover is not { } status)
            return;
        var refused = await app.Nobody.GetJsonAsync($"{link}?{query}", ("Accept", "text/html"));
        Assert.Equal(status, (int)refused.Status);
        Assert.DoesNotContain("<script", refused.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_draft_without_people_shows_what_was_written()
    {
        var id = await app.Viewer.DraftAsync(new { channels = new[] { new { channel = "rcs" } }, variants = new[] { new { id = "A", content = new { rcs = new { cards = new[] { new { title = "Hi {{first_name}}" }, new { title = "Ho" } } } } } } });
        var page = (await app.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{id}/preview/page")).Body;
        Assert.Contains("As it was written", page, StringComparison.Ordinal);
        Assert.Contains("Hi {{first_name}}", page, StringComparison.Ordinal);
        var empty = await app.Viewer.DraftAsync(new { name = "Nothing yet" });
        Assert.Contains("There is no message yet", (await app.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{empty}/preview/page")).Body, StringComparison.Ordinal);
    }

    private async Task<string> PersonAsync(string id, string name)
    {
        var contact = (await app.Admin.PostJsonAsync($"{Demo}/contacts", new { externalId = id, firstName = name, phone = $"+9198000000{id[0] % 100:00}", email = $"{id}@people.example" })).Text("id");
        await app.Admin.PostJsonAsync($"{Demo}/contacts/{contact}/devices", new { platform = "android", token = $"token-{id}" });
        return contact;
    }

    private async Task<string> UploadAsync(string name = "tea.png") =>
        (await app.Sender.SendAsync(HttpMethod.Post, $"{Demo}/media?name={Uri.EscapeDataString(name)}", SomeFiles.Png(), "image/png")).Text("id");

    private async Task<(string Id, string Link)> AskAsync(string picture, string words)
    {
        var definition = """
            {"name":"WORDS","audience":{},"channels":[{"channel":"sms"},{"channel":"email"},{"channel":"whatsapp"},{"channel":"rcs"},{"channel":"push"},{"channel":"in_app"}],"delivery":"all",
             "variants":[{"id":"A","content":{
               "sms":{"text":"Text WORDS {{first_name}}"},
               "email":{"subject":"Subject WORDS {{first_name}}","preheader":"Before WORDS {{first_name}}","html":"<p>Mail {{first_name}}</p><script>x()</script>","media":[{"mediaId":"MEDIA"}]},
               "whatsapp":{"text":"Free WORDS {{first_name}}"},
               "rcs":{"cards":[{"title":"Card WORDS {{first_name}}","description":"Says WORDS","media":[{"mediaId":"MEDIA"}],"suggestions":[{"text":"Go SHORT","link":"https://shop.example"}]},{"title":"Other"}],"suggestions":[{"text":"None SHORT"}]},
               "push":{"title":"Push WORDS {{first_name}}","text":"WORDS","link":"https://shop.example","media":[{"mediaId":"MEDIA"}]},
               "in_app":{"title":"In app WORDS","text":"WORDS {{first_name}}","pinned":true}}}],
             "schedule":{"kind":"at","at":"2035-11-01T10:00","timezone":"Asia/Kolkata"},"approval":{"required":true}}
            """;
        var written = System.Text.Json.JsonElement.Parse(definition.Replace("MEDIA", picture, StringComparison.Ordinal).Replace("SHORT", words.Length < 10 ? words : "<script>", StringComparison.Ordinal).Replace("WORDS", words, StringComparison.Ordinal));
        var id = await app.Viewer.DraftAsync(written);
        var asked = await app.Viewer.MoveAsync(id, "submit");
        Assert.True(asked.Text("status") is "needs_approval", asked.Body);
        var item = (await app.Sender.GetJsonAsync($"{CampaignSteps.Route}/{id}/approvals")).Json.GetProperty("items").EnumerateArray().First(each => each.TryGetProperty("url", out _));
        return (id, new Uri(item.GetProperty("url").GetString()!).PathAndQuery);
    }

    [GeneratedRegex("<[a-z][^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("<img[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pictures();

    [GeneratedRegex("<iframe[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Frames();
}
