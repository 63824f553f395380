using ActiveReach.Consent.Suppressions;
using System.Net;
using System.Text.Json.Nodes;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Inbox;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Tests.TestSends;

public sealed class TestSendTests : IAsyncLifetime
{
    private const string LeadPhone = "+14155550199";
    private RunningApp app = null!;
    private string contact = "";
    private string lead = "";

    private string Outbox => Path.Combine(app.Directory, "outbox.jsonl");

    public async Task InitializeAsync()
    {
        var outbox = Directory.CreateTempSubdirectory("activereach-").FullName;
        app = await RunningApp.StartAsync(builder => builder.Configuration.AddInMemoryCollection([
            new("Sandbox:Outbox", Path.Combine(outbox, "outbox.jsonl")), new("ActiveReach:WebhookSecrets:acs", "of-the-tests"), new("Sandbox:LatencyMs", "0"), new("Sandbox:ClickRate", "1"), new("Sandbox:DeliveredRate", "1"), new("Sandbox:EventDelayMs", "1")]), outbox);
        contact = (await app.Admin.PostJsonAsync("/api/workspaces/demo/contacts", new { externalId = "asha", firstName = "Asha", email = "asha@people.example", phone = "+919812345678" })).Text("id");
        var members = await app.Admin.GetJsonAsync("/api/workspaces/demo/members");
        lead = members.Json.GetProperty("items").EnumerateArray().Single(member => member.GetProperty("email").GetString() == "lead@example.com").GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.PatchJsonAsync($"/api/workspaces/demo/members/{lead}", new { phone = "+1 415 555 0199" })).Status);
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(app.Directory, recursive: true);
    }

    [Fact]
    public async Task A_test_goes_to_the_member_as_the_contact_would_get_it_and_to_nobody_else()
    {
        var campaign = await app.Sender.DraftAsync(TwoChannels());

        var sent = await TestAsync(campaign, new { to = new[] { lead }, @as = contact });

        Assert.True(sent.Status is HttpStatusCode.OK, sent.Body);
        Assert.All(sent.Json.GetProperty("items").EnumerateArray(), item => Assert.Equal("accepted", item.GetProperty("outcome").GetString()));
        var lines = Witness();
        Assert.Equal(["email lead@example.com", $"sms {LeadPhone}"], lines.Select(line => $"{line["channel"]} {line["to"]}").Order());
        Assert.All(lines, line => Assert.Contains("Asha", (string)line["body"]!, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line["campaign"] is null && line["run"] is null && line["contact"] is null));
        Assert.Equal(2, lines.Select(line => (string)line["idempotencyKey"]!).Distinct().Count());
    }

    [Fact]
    public async Task What_comes_back_of_a_test_counts_nowhere_and_its_links_lead_where_they_should()
    {
        var campaign = await app.Sender.DraftAsync(TwoChannels());
        await TestAsync(campaign, new { to = new[] { lead }, @as = contact });
        var (text, mail) = (Witness().Single(line => (string)line["channel"]! == "sms"), Witness().Single(line => (string)line["channel"]! == "email"));

        Assert.Equal("https://shop.example/new", await FollowAsync(((string)text["body"]!).Split(' ')[^1]));
        Assert.Equal("https://shop.example/new?for=Asha", await FollowAsync(((string)mail["body"]!).Split('"')[1]));
        await ReportAsync((string)text["idempotencyKey"]!);
        await SettledAsync();
        Assert.Empty(await app.Get<IEngagementInbox>().ParkedAsync(10));
        var figures = await app.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{campaign}/analytics");
        Assert.Equal((0, 0), (figures.Json.GetProperty("recipients").GetInt32(), figures.Json.GetProperty("clicked").GetInt32()));
        Assert.Equal("draft", (await app.Viewer.ShowAsync(campaign)).Text("status"));
    }

    [Fact]
    public async Task Without_names_the_test_goes_to_whoever_asks()
    {
        var campaign = await app.Sender.DraftAsync(TwoChannels());

        var sent = await TestAsync(campaign, new { channels = new[] { "email" } });

        Assert.Equal("lead@example.com", Assert.Single(sent.Json.GetProperty("items").EnumerateArray()).GetProperty("to").GetString());
    }

    [Fact]
    public async Task What_a_member_cannot_get_is_named()
    {
        var campaign = await app.Sender.DraftAsync(TwoChannels());
        await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{campaign}", """
            {"channels":[{"channel":"sms"},{"channel":"email"},{"channel":"rcs"}],
             "variants":[{"id":"A","content":{"sms":{"text":"Hi"},"email":{"subject":"Hi","text":"Hi"}}},{"id":"B","content":{"email":{"subject":"Ho","text":"Ho"}}}]}
            """);

        var sent = await TestAsync(campaign, new { to = new[] { "viewer@example.com", lead, LeadPhone }, @as = contact });

        Assert.Equal(
            [
                "lead@example.com email  no_address", "lead@example.com rcs  no_content", "lead@example.com sms B no_content",
                "viewer@example.com rcs  no_content", "viewer@example.com sms  no_address",
            ],
            sent.Json.GetProperty("leftOut").EnumerateArray().Select(each => string.Join(' ',
                each.GetProperty("to").GetString(), each.GetProperty("channel").GetString(), each.TryGetProperty("variant", out var variant) ? variant.GetString() : "", each.GetProperty("reason").GetString())).Order(StringComparer.Ordinal));
        Assert.All(sent.Json.GetProperty("leftOut").EnumerateArray(), each => Assert.True(each.GetProperty("message").GetString()!.Length > 20));
    }

    [Fact]
    public async Task A_suppressed_address_gets_no_test_either()
    {
        var campaign = await app.Sender.DraftAsync(TwoChannels());
        await app.Get<ISuppressionStore>().AddAsync(CampaignSteps.Demo, [SuppressionEntry.Of(LeadPhone, [ActiveReach.Channels.Channel.Sms], "complaint")], DateTimeOffset.UnixEpoch);

        var sent = await TestAsync(campaign, new { to = new[] { LeadPhone }, @as = contact });

        var only = Assert.Single(sent.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(("skipped", "suppressed"), (only.GetProperty("outcome").GetString(), only.GetProperty("reason").GetString()));
        Assert.Empty(Witness());
    }

    [Fact]
    public async Task Twenty_an_hour_are_possible_and_the_next_is_told_when()
    {
        var campaign = await app.Sender.DraftAsync(TwoChannels());
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, (await TestAsync(campaign, new { to = new[] { lead }, @as = contact })).Status);

        var refused = await TestAsync(campaign, new { to = new[] { "lead@example.com" }, @as = contact });

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 3500, 3600);
        Assert.Equal(20, Witness().Count);
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.PostJsonAsync($"{CampaignSteps.Route}/{campaign}/test", new { to = new[] { lead }, @as = contact })).Status);
    }

    [Theory]
    [InlineData("""{"to":["asha@people.example"]}""", "to[0]")]
    [InlineData("""{"to":["lead@example.com","mem_none"]}""", "to[1]")]
    [InlineData("""{"to":["viewer@example.com"],"channels":["sms"]}""", "to[0]")]
    [InlineData("""{"as":"ctc_999999"}""", "as")]
    [InlineData("""{"variants":["Z"]}""", "variants[0]")]
    [InlineData("""{"channels":["email","fax"]}""", "channels[1]")]
    [InlineData("""{"receivers":[]}""", "receivers")]
    public async Task What_is_wrong_is_named_and_nothing_is_sent(string body, string path)
    {
        var campaign = await app.Sender.DraftAsync(TwoChannels());

        var refused = await TestAsync(campaign, body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([path], refused.ProblemPaths);
        Assert.Empty(Witness());
    }

    [Fact]
    public async Task A_viewer_sends_no_test_and_who_did_is_on_record()
    {
        var campaign = await app.Sender.DraftAsync(TwoChannels());
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Viewer.PostJsonAsync($"{CampaignSteps.Route}/{campaign}/test", new { to = new[] { lead } })).Status);
        await TestAsync(campaign, new { to = new[] { lead }, @as = contact });

        var audit = await app.Admin.GetJsonAsync($"/api/workspaces/demo/audit?subject={campaign}&action=campaign.test_sent");
        Assert.Equal("lead@example.com", Assert.Single(audit.Json.GetProperty("items").EnumerateArray()).GetProperty("member").GetString());
    }

    private static object TwoChannels() => new
    {
        name = "Launch",
        audience = new { },
        channels = new[] { new { channel = "sms" }, new { channel = "email" } },
        variants = new[]
        {
            new
            {
                id = "A",
                content = new
                {
                    sms = new { text = "Hi {{first_name}}, it's here: {{link 'https://shop.example/new'}}" },
                    email = new { subject = "For {{first_name}}", html = "<p>Dear {{first_name}}</p><a href=\"https://shop.example/new?for={{first_name}}\">See</a>" },
                },
            },
        },
    };

    /// <summary>Where a link of a message leads.</summary>
    private async Task<string> FollowAsync(string link) =>
        (await app.Nobody.SendAsync(HttpMethod.Get, new Uri(link).AbsolutePath, headers: ("User-Agent", "Mozilla/5.0"))).Headers["Location"];

    private async Task ReportAsync(string tag)
    {
        var report = new
        {
            id = "report-" + tag,
            eventType = "Microsoft.Communication.SMSDeliveryReportReceived",
            eventTime = DateTimeOffset.UtcNow,
            data = new { from = "+18005550100", to = LeadPhone, deliveryStatus = "Failed", tag },
        };
        Assert.Equal(HttpStatusCode.OK, (await app.Nobody.PostJsonAsync("/api/webhooks/acs?secret=of-the-tests", new[] { report })).Status);
    }

    private Task<Answer> TestAsync(string campaign, object body) => app.Sender.PostJsonAsync($"{CampaignSteps.Route}/{campaign}/test", body);

    private List<JsonNode> Witness() => File.Exists(Outbox) ? [.. File.ReadAllLines(Outbox).Select(line => JsonNode.Parse(line)!)] : [];

    /// <summary>Waits until nothing waits to be applied any more.</summary>
    private async Task SettledAsync()
    {
        var far = DateTimeOffset.UtcNow.AddYears(10);
        await Eventually.SeenAsync("no event waits any more", () => app.Get<IEngagementInbox>().LeftOverAsync(far, far, 1), waiting => waiting.Count == 0);
    }
}
