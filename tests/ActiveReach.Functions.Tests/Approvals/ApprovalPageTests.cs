using System.Net;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Tests.Media;

namespace ActiveReach.Functions.Tests.Approvals;

public sealed class ApprovalPageTests(CampaignApp fixture) : IClassFixture<CampaignApp>
{
    private const string Form = "application/x-www-form-urlencoded";
    private readonly RunningApp app = fixture.App;

    [Fact]
    public async Task Whoever_only_looks_decides_nothing()
    {
        var (id, link) = await AskedAsync();
        var client = app.Nobody;
        HttpMethod[] verbs = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Options];
        await Parallel.ForAsync(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, _) =>
        {
            var answer = await client.SendAsync(verbs[n % 3], link);
            Assert.True((int)answer.Status < 500, answer.Body);
        });

        var campaign = await app.Viewer.ShowAsync(id);
        Assert.Equal(("needs_approval", "waiting"), (campaign.Text("status"), campaign.Text("approvalState")));
        Assert.Equal(HttpStatusCode.OK, (await DecideAsync(link, "approve")).Status);
    }

    [Fact]
    public async Task The_page_shows_the_campaign_and_two_buttons_and_can_run_nothing()
    {
        var (_, link) = await AskedAsync(new
        {
            name = "<script>alert(1)</script>",
            audience = new { },
            channels = new[] { new { channel = "email" } },
            variants = new[] { new { id = "A", content = new { email = new { subject = "\"><img src=x onerror=alert(1)>", html = "<p onclick=\"x()\">Hello</p>", text = "</pre><script>x()</script>" } } } },
        });
        var page = await app.Nobody.GetJsonAsync(link);
        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.DoesNotContain("<script", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)", page.Body, StringComparison.Ordinal);
        Assert.Equal(2, page.Body.Split("name=\"decision\"").Length - 1);
        Assert.StartsWith("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_leads_to_what_goes_with_a_mail()
    {
        await app.Sender.PostJsonAsync("/api/workspaces/demo/contacts", new { externalId = "reader", email = "reader@people.example" });
        var menu = await app.Sender.SendAsync(HttpMethod.Post, "/api/workspaces/demo/media", SomeFiles.Pdf, "application/pdf");
        var (_, link) = await AskedAsync(new
        {
            name = "Menu",
            audience = new { },
            channels = new[] { new { channel = "email" } },
            variants = new[] { new { id = "A", content = new { email = new { subject = "Menu", text = "Here it is.", attachments = new[] { new { mediaId = menu.Text("id"), name = "menu & more.pdf" } } } } } },
        });
        Assert.Contains($"Attached: <a href=\"{menu.Text("url")}\" rel=\"noopener\" target=\"_blank\">menu &amp; more.pdf</a>", (await app.Nobody.GetJsonAsync(link)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_hundred_decisions_at_once_one_succeeds()
    {
        var (id, link) = await AskedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => DecideAsync(link, n % 2 == 0 ? "approve" : "reject")));
        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        Assert.Equal(99, answers.Count(answer => answer.Status is HttpStatusCode.Conflict));
        Assert.Equal("lead@example.com", (await app.Viewer.ShowAsync(id)).Text("decidedBy"));
        Assert.Contains("lead@example.com has", (await app.Nobody.GetJsonAsync(link)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_kills_the_link_and_says_so()
    {
        var (id, link) = await AskedAsync();
        var edited = await app.Viewer.PatchJsonAsync($"{CampaignSteps.Route}/{id}", """{"variants":[{"id":"A","content":{"sms":{"text":"Other words"}}}]}""", ("If-Match", "\"1\""));
        Assert.Equal(("needs_approval", "2"), (edited.Text("status"), edited.Text("submission")));

        Assert.Equal(HttpStatusCode.Gone, (await DecideAsync(link, "approve")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await app.Nobody.GetJsonAsync(link)).Status);
        Assert.Equal("needs_approval", (await app.Viewer.ShowAsync(id)).Text("status"));
        Assert.Equal(HttpStatusCode.OK, (await DecideAsync(await LinkAsync(id), "approve")).Status);
        Assert.Equal("scheduled", (await app.Viewer.ShowAsync(id)).Text("status"));
    }

    [Fact]
    public async Task A_forged_link_is_unknown_wherever_it_was_changed()
    {
        var (id, link) = await AskedAsync();
        var start = link.LastIndexOf('/') + 1;
        for (var at = start; at < link.Length; at++)
        {
            var forged = link[..at] + (link[at] == 'A' ? 'B' : 'A') + link[(at + 1)..];
            Assert.Equal(HttpStatusCode.NotFound, (await DecideAsync(forged, "approve")).Status);
        }

        Assert.Equal("needs_approval", (await app.Viewer.ShowAsync(id)).Text("status"));
    }

    [Theory]
    [InlineData("decision=maybe", Form, 400)]
    [InlineData("", Form, 400)]
    [InlineData("{\"decision\":\"approve\"}", "application/json", 415)]
    public async Task Anything_but_the_buttons_decides_nothing(string body, string type, int status)
    {
        var (id, link) = await AskedAsync();
        Assert.Equal(status, (int)(await app.Nobody.SendAsync(HttpMethod.Post, link, body, type)).Status);
        Assert.Equal("needs_approval", (await app.Viewer.ShowAsync(id)).Text("status"));
    }

    [Fact]
    public async Task People_get_a_page_and_programs_a_problem()
    {
        var person = await app.Nobody.GetJsonAsync("/api/approvals/nonsense", ("Accept", "text/html,*/*"));
        var program = await app.Nobody.GetJsonAsync("/api/approvals/nonsense");
        Assert.Equal((HttpStatusCode.NotFound, "text/html; charset=utf-8"), (person.Status, person.Headers["Content-Type"]));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (program.Status, program.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Links_are_hidden_from_viewers_and_from_whoever_drafted_the_version()
    {
        var id = await app.Admin.DraftAsync(CampaignSteps.Definition(required: true));
        await app.Admin.MoveAsync(id, "submit");
        foreach (var (client, sees) in new[] { (app.Viewer, false), (app.Admin, false), (app.Sender, true) })
        {
            var item = (await client.GetJsonAsync($"{CampaignSteps.Route}/{id}/approvals")).Json.GetProperty("items")[0];
            Assert.Equal(("lead@example.com", "waiting", sees), (item.GetProperty("approver").GetString(), item.GetProperty("state").GetString(), item.TryGetProperty("url", out _)));
        }
    }

    [Fact]
    public async Task Each_approver_is_told_once()
    {
        var (id, link) = await AskedAsync();
        var file = Path.Combine(app.Directory, "members-mail.jsonl");
        var mine = await Eventually.SeenAsync(
            "two approvers are written to",
            () => File.Exists(file) ? File.ReadAllLines(file).Where(line => line.Contains(id, StringComparison.Ordinal)).ToArray() : [],
            lines => lines.Length >= 2);

        Assert.Equal(2, mine.Length);
        Assert.Contains(mine, line => line.Contains("lead@example.com", StringComparison.Ordinal) && line.Contains(link, StringComparison.Ordinal));
    }

    private async Task<(string Id, string Link)> AskedAsync(object? definition = null)
    {
        var id = await app.Viewer.DraftAsync(definition);
        Assert.Equal("needs_approval", (await app.Viewer.MoveAsync(id, "submit")).Text("status"));
        return (id, await LinkAsync(id));
    }

    private async Task<string> LinkAsync(string id)
    {
        var items = (await app.Sender.GetJsonAsync($"{CampaignSteps.Route}/{id}/approvals")).Json.GetProperty("items").EnumerateArray();
        return new Uri(items.Single(item => item.GetProperty("approver").GetString() == "lead@example.com").GetProperty("url").GetString()!).PathAndQuery;
    }

    private Task<Answer> DecideAsync(string link, string decision) =>
        app.Nobody.SendAsync(HttpMethod.Post, link, $"decision={decision}&comment=All+right", Form);
}
