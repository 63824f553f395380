using System.Net;
using System.Text.Json.Nodes;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Messages;

/// <summary>A sent link leads where it led when it was sent.</summary>
public sealed class SentLinkTests
{
    private const string Html = """<a href="{{custom.site}}">yours</a> <a href="https://shop.example/?for={{first_name}}">shop</a> <a href="https://shop.example/new">new</a> {{first_name}}""";
    private const string People = "/api/workspaces/demo/contacts";
    private const string Settings = "/api/workspaces/demo/settings";

    private static readonly (string, string?) FirstKey = ("ActiveReach:LinkSigningKey", new string('a', 40));
    private static readonly (string, string?) SecondKey = ("ActiveReach:LinkSigningKeys:1", new string('b', 40));

    [Fact]
    public async Task A_link_of_a_contacts_own_leads_where_it_led_however_the_contact_is_edited_and_into_whomever_it_is_merged()
    {
        await using var mail = await SentMail.StartAsync();
        var asha = await mail.ContactAsync("Asha", new { site = "https://me.example/then" });
        var sent = await mail.SendAsync(Html);
        await AssertLeadsAsync(mail, sent, "https://me.example/then", "https://shop.example/?for=Asha", "https://shop.example/new");

        Assert.Equal(HttpStatusCode.OK, (await mail.App.Admin.PatchJsonAsync($"{People}/{asha}", new { firstName = "Aisha", custom = new { site = "https://me.example/now" } })).Status);
        await AssertLeadsAsync(mail, sent, "https://me.example/then", "https://shop.example/?for=Asha", "https://shop.example/new");

        var ravi = await mail.ContactAsync("Ravi", new { site = "https://ravi.example/" });
        var merged = await mail.App.Admin.PostJsonAsync($"{People}/{ravi}/merge", new { from = asha });
        Assert.True(merged.Status is HttpStatusCode.OK, merged.Body);
        await AssertLeadsAsync(mail, sent, "https://me.example/then", "https://shop.example/?for=Asha", "https://shop.example/new");

        var told = (await mail.App.Admin.GetJsonAsync($"{People}/{ravi}/access")).Json.GetProperty("messages")[0].GetProperty("links");
        Assert.Equal(["https://me.example/then", "https://shop.example/?for=Asha"], told.EnumerateArray().Select(link => link.GetString()!));

        Assert.Equal(HttpStatusCode.NoContent, (await mail.App.Admin.SendAsync(HttpMethod.Delete, $"{People}/{ravi}")).Status);
        await AssertLeadsAsync(mail, sent, null, null, "https://shop.example/new");
    }

    [Fact]
    public async Task After_the_erasure_of_the_contact_its_own_links_lead_to_the_workspaces_page_or_to_one_that_says_that_they_are_gone()
    {
        await using var mail = await SentMail.StartAsync();
        var asha = await mail.ContactAsync("Asha", new { site = "https://me.example/then" });
        await mail.ContactAsync("Ravi", new { site = "https://ravi.example/" });
        var all = await mail.SendToAllAsync(Html);
        Assert.Equal(HttpStatusCode.NoContent, (await mail.App.Admin.SendAsync(HttpMethod.Delete, $"{People}/{asha}")).Status);
        var (hers, his) = (all.Single(message => (string?)message["contact"] == asha), all.Single(message => (string?)message["contact"] != asha));

        var gone = await mail.App.Nobody.GetJsonAsync(SentMail.PathsIn(hers, 'r')[0]);
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        Assert.StartsWith("text/html", gone.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("This link is no longer there", gone.Body, StringComparison.Ordinal);
        await AssertLeadsAsync(mail, his, "https://ravi.example/", "https://shop.example/?for=Ravi", "https://shop.example/new");

        Assert.Equal(HttpStatusCode.OK, (await mail.App.Admin.PatchJsonAsync(Settings, """{"homePage":"https://shop.example/home?from=mail"}""")).Status);
        await AssertLeadsAsync(mail, hers, "https://shop.example/home?from=mail", "https://shop.example/home?from=mail", "https://shop.example/new");
        Assert.Equal(HttpStatusCode.OK, (await mail.App.Nobody.GetJsonAsync(SentMail.PathIn(hers, 'u'))).Status);
        await AssertLeadsAsync(mail, his, "https://ravi.example/", "https://shop.example/?for=Ravi", "https://shop.example/new");
    }

    [Theory]
    [InlineData("http://shop.example/")]
    [InlineData("shop.example")]
    [InlineData("https://")]
    [InlineData("https://me@shop.example/")]
    [InlineData("https://bücher.example/")]
    [InlineData("https://shop.example/\\r\\nSet-Cookie: a=b")]
    [InlineData("javascript:alert(1)")]
    public async Task The_page_of_a_workspace_is_a_whole_address_in_https(string page)
    {
        await using var mail = await SentMail.StartAsync();

        var refused = await mail.App.Admin.PatchJsonAsync(Settings, $$"""{"homePage":"{{page}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("\"path\":\"homePage\"", refused.Body, StringComparison.Ordinal);
        Assert.Contains("give a whole https address", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_that_are_out_go_on_leading_where_they_led_when_the_key_is_changed_until_it_is_taken_away()
    {
        await using var mail = await SentMail.StartAsync(FirstKey);
        await mail.ContactAsync("Asha", new { site = "https://me.example/" });
        var before = await mail.SendAsync(Html);
        await mail.RestartAsync(FirstKey, SecondKey);
        var after = await mail.SendAsync(Html);

        // Three bits of the first letter name the key.
        Assert.All(SentMail.PathsIn(before, 'r'), path => Assert.Contains(path["/r/".Length], "ABCDEFGH"));
        Assert.All(SentMail.PathsIn(after, 'r'), path => Assert.Contains(path["/r/".Length], "IJKLMNOP"));
        await AssertLeadsAsync(mail, before, "https://me.example/", "https://shop.example/?for=Asha", "https://shop.example/new");
        await AssertLeadsAsync(mail, after, "https://me.example/", "https://shop.example/?for=Asha", "https://shop.example/new");
        foreach (var kind in "ou")
            Assert.All(await Task.WhenAll(new[] { before, after }.Select(sent => mail.App.Nobody.GetJsonAsync(SentMail.PathIn(sent, kind)))), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));

        await mail.RestartAsync(FirstKey);
        await AssertLeadsAsync(mail, before, "https://me.example/", "https://shop.example/?for=Asha", "https://shop.example/new");
        Assert.Equal(HttpStatusCode.NotFound, (await mail.App.Nobody.GetJsonAsync(SentMail.PathIn(after, 'r'))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await mail.App.Nobody.GetJsonAsync(SentMail.PathIn(after, 'u'))).Status);
    }

    [Fact]
    public async Task Every_link_of_a_message_and_of_a_test_of_it_has_26_characters_and_its_preview_is_as_long_as_it_is()
    {
        await using var mail = await SentMail.StartAsync();
        var asha = await mail.ContactAsync("Asha", new { site = "https://me.example/" });
        var draft = await mail.App.Sender.DraftAsync(SentMail.Text("Hi {{first_name}}: {{link custom.site}} {{link 'https://shop.example/new'}} {{unsubscribe}}"));
        var preview = (await mail.App.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{draft}/preview?contact={asha}")).Json;
        var tested = await mail.TestAsync(draft, asha);
        await mail.LaunchAsync(draft);

        var sent = (string)Assert.Single(mail.Of(draft))["body"]!;
        Assert.Equal(preview.GetProperty("text").GetString()!.Length, sent.Length);
        Assert.Equal(Channels.Sms.SmsSegments.Count(sent).Segments, preview.GetProperty("segments").GetProperty("segments").GetInt32());
        Assert.Equal(sent.Length, tested.Length);
        Assert.All([sent, tested], text =>
        {
            var paths = SentMail.PathsIn(text, 'r').Concat(SentMail.PathsIn(text, 'u')).ToList();
            Assert.Equal(3, paths.Count);
            Assert.All(paths, path => Assert.Equal("/r/".Length + 26, path.Length));
        });
        Assert.Equal("https://me.example/", (await mail.App.Nobody.GetJsonAsync(SentMail.PathsIn(tested, 'r')[0])).Headers["Location"]);
    }

    [Fact]
    public async Task More_links_than_can_be_told_apart_are_refused_by_name()
    {
        await using var mail = await SentMail.StartAsync();
        await mail.ContactAsync("Asha");
        string Links(int count) => string.Concat(Enumerable.Range(0, count).Select(number => $"<a href='https://shop.example/{number}'>x</a><a href='https://shop.example/{number}'>x</a>"));

        var refused = await mail.App.Admin.MoveAsync(await mail.DraftMailAsync(Links(2049)), "launch");
        var most = await mail.DraftMailAsync(Links(2048));
        await mail.LaunchAsync(most);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("too_many_links", refused.Body, StringComparison.Ordinal);
        Assert.Contains("lead to 2049 places: at most 2048", refused.Body, StringComparison.Ordinal);
        var paths = SentMail.PathsIn(Assert.Single(mail.Of(most)), 'r');
        Assert.Equal("https://shop.example/2047", (await mail.App.Nobody.GetJsonAsync(paths[4095])).Headers["Location"]);
    }

    /// <param name="places">In order; null for one that is gone.</param>
    private static async Task AssertLeadsAsync(SentMail mail, JsonNode sent, params string?[] places)
    {
        foreach (var (path, place) in SentMail.PathsIn(sent, 'r').Zip(places))
        {
            var answer = await mail.App.Nobody.GetJsonAsync(path);
            Assert.Equal((place is null ? HttpStatusCode.Gone : HttpStatusCode.Found, place), (answer.Status, answer.Headers.GetValueOrDefault("Location")));
        }
    }
}
