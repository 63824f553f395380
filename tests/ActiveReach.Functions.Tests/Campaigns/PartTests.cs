using System.Net;
using System.Text.Json;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Tests.Media;

namespace ActiveReach.Functions.Tests.Campaigns;

/// <summary>Nothing is accepted and ignored: each part of a definition works, or is refused by name.</summary>
public sealed class PartTests(CampaignApp fixture) : IClassFixture<CampaignApp>
{
    private static readonly string[] Sendable = ["one_time", "test", "recurring", "triggered", "birthday", "api"];
    private readonly RunningApp app = fixture.App;

    public static TheoryData<int, string> PartsAndTypes()
    {
        var all = new TheoryData<int, string>();
        for (var part = 0; part < PartCase.Table.Count; part++)
        {
            foreach (var type in PartCase.Types)
                all.Add(part, type);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(PartsAndTypes))]
    public async Task A_part_works_with_the_type_or_is_refused_by_name(int part, string type)
    {
        var given = PartCase.Table[part];
        var id = await app.Sender.DraftAsync(CampaignSteps.Definition());
        if (given.Patch.Contains("schedule", StringComparison.Ordinal))
            await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", """{"schedule":null}""");
        else if (type == "recurring")
            await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", """{"schedule":{"kind":"recurring","at":null,"recurrence":{"every":"day","at":"09:00"}}}""");
        if (given.Patch.Contains("Some shop", StringComparison.Ordinal))
            await app.Admin.PostJsonAsync("api/workspaces/demo/outlets", new { name = "Some shop" });
        if (given.Patch.Contains("seg_vip", StringComparison.Ordinal))
            await app.Admin.PostJsonAsync("api/workspaces/demo/segments", JsonElement.Parse("""{"id":"seg_vip","name":"Vip","where":{"field":"tag","op":"has","value":"vip"}}"""));
        var patch = given.Patch.Contains("$brand", StringComparison.Ordinal) ? given.Patch.Replace("$brand", await app.Sender.DraftAsync(CampaignSteps.Definition()), StringComparison.Ordinal) : given.Patch;
        if (patch.Contains("$media", StringComparison.Ordinal))
            patch = patch.Replace("$media", (await app.Sender.SendAsync(HttpMethod.Post, "/api/workspaces/demo/media", SomeFiles.Pdf, "application/pdf")).Text("id"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", patch)).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", new { type })).Status);

        var answer = await app.Sender.MoveAsync(id, "submit");

        var what = $"{type} with {given}: {(int)answer.Status} {answer.Body}";
        if (given.Works.Split(' ').Contains(type))
        {
            Assert.True(answer.Status is HttpStatusCode.OK, what);
            return;
        }

        Assert.True(answer.Status is HttpStatusCode.UnprocessableEntity, what);
        Assert.Equal(!Sendable.Contains(type), answer.ProblemPaths.Contains("type"));
        var belongs = given.Belongs.Split(' ').Contains(type);
        var named = answer.ProblemPaths.Contains(given.Path) || answer.ProblemPaths.Any(path => given.Path.StartsWith(path + ".", StringComparison.Ordinal));
        Assert.True(belongs || named, what);
        Assert.All(answer.Json.GetProperty("errors").EnumerateArray(), error => Assert.All(["path", "code", "message"], member => Assert.NotEmpty(error.GetProperty(member).GetString()!)));
        Assert.Equal("draft", (await app.Sender.ShowAsync(id)).Text("status"));
    }

    [Theory]
    [InlineData("sms", "text")]
    [InlineData("email", "text subject html")]
    [InlineData("whatsapp", "text parameters")]
    [InlineData("rcs", "text title")]
    [InlineData("push", "text title")]
    [InlineData("in_app", "text title")]
    public async Task A_channel_carries_what_it_can_and_the_rest_is_refused_when_it_is_saved(string channel, string carries)
    {
        foreach (var member in new[] { "text", "subject", "html", "title", "parameters" })
        {
            object value = member == "parameters" ? new[] { "x" } : "x";
            var content = new { variants = new[] { new { id = "A", content = Map(channel, Map(member, value)) } } };
            var answer = await app.Sender.PostJsonAsync(CampaignSteps.Route, content);
            if (carries.Split(' ').Contains(member))
                Assert.True(answer.Status is HttpStatusCode.Created, answer.Body);
            else
                Assert.Equal([$"variants[0].content.{channel}.{member}"], answer.ProblemPaths);
        }
    }

    [Fact]
    public async Task A_channel_without_a_carrier_is_drafted_and_not_submitted()
    {
        await using var bought = await RunningApp.StartAsync(builder => builder.Configuration["ActiveReach:CommunicationServices:ConnectionString"] = "endpoint=https://carrier.invalid/;accesskey=c2VjcmV0");
        var id = await bought.Sender.DraftAsync(CampaignSteps.Definition());
        await bought.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", new
        {
            channels = new object[] { new { channel = "rcs", template = "t" }, new { channel = "push" }, new { channel = "in_app" } },
            variants = new[] { new { id = "A", content = new Dictionary<string, object> { ["rcs"] = new { text = "Hi" }, ["push"] = new { text = "Hi" }, ["in_app"] = new { text = "Hi" } } } },
        });
        var answer = await bought.Sender.MoveAsync(id, "submit");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["channels[0].channel", "channels[0].template", "channels[1].channel"], answer.ProblemPaths.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("<style>p{color:red}</style><p>&nbsp;</p><div hidden>x</div>", null, "html")]
    [InlineData("<p></p>", " ", "html")]
    [InlineData(" ", " ", "text")]
    [InlineData(" ", "Hello", null)]
    [InlineData("<p>Hello</p>", " ", null)]
    [InlineData("<img src='https://shop.example/x.png'>", null, null)]
    public async Task A_mail_in_which_nobody_sees_anything_is_not_submitted(string html, string? text, string? refused)
    {
        var id = await app.Sender.DraftAsync(CampaignSteps.Definition());
        await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", new
        {
            channels = new[] { new { channel = "email" } },
            variants = new[] { new { id = "A", content = Map("email", new { subject = "Hi", html, text }) } },
        });
        var answer = await app.Sender.MoveAsync(id, "submit");
        Assert.Equal(refused is null ? [] : [$"variants[0].content.email.{refused}"], answer.Status is HttpStatusCode.OK ? [] : answer.ProblemPaths);
    }

    [Fact]
    public async Task What_is_built_later_is_refused_wherever_a_submission_begins()
    {
        foreach (var move in new[] { "submit", "launch", "schedule" })
        {
            var id = await app.Sender.DraftAsync(CampaignSteps.Definition());
            await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", """{"trigger":{"event":"cart_abandoned"}}""");
            Assert.Equal(["trigger"], (await app.Sender.MoveAsync(id, move)).ProblemPaths);
        }

        var scheduled = await app.Sender.DraftAsync();
        await app.Sender.MoveAsync(scheduled, "launch");
        var edited = await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{scheduled}", """{"overrides":"cmp_1"}""", ("If-Match", "\"1\""));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "overrides"), (edited.Status, edited.ProblemPaths[0]));
    }

    [Theory]
    [InlineData("""{"fallbackAfter":"PT5M"}""", "fallbackAfter")]
    [InlineData("""{"schedule":{"at":"2030-12-01T10:00:00Z","timezone":"Asia/Kolkata"}}""", "schedule.timezone")]
    [InlineData("""{"approval":{"required":false,"approvers":["admin@example.com"]}}""", "approval.approvers")]
    [InlineData("""{"approval":{"required":false,"timeout":"PT3H"}}""", "approval.timeout")]
    [InlineData("""{"experiment":{"sample":1,"holdout":0.2,"metric":"reply"}}""", "experiment.metric")]
    [InlineData("""{"experiment":{"sample":1,"holdout":0.2,"duration":"PT2H"}}""", "experiment.duration")]
    [InlineData("""{"experiment":{"sample":1,"holdout":0.2,"metric":"click"}}""", "experiment")]
    public async Task What_is_harmless_but_idle_is_warned_of(string patch, string path)
    {
        var id = await app.Sender.DraftAsync();
        var saved = await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", patch);
        Assert.Contains(path, saved.Json.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData("""{"nmae":null}""", "nmae")]
    [InlineData("""{"schedule":{"tz":null}}""", "schedule.tz")]
    [InlineData("""{"approval":{"approver":"x"}}""", "approval.approver")]
    [InlineData("""{"trigger":{"evnt":"x"}}""", "trigger.evnt")]
    [InlineData("""{"ads":{"budget":{"amnt":1}}}""", "ads.budget.amnt")]
    [InlineData("""{"audience":{"where":{"all":[{"field":"city","op":"eq","value":"Pune","weight":2}]}}}""", "audience.where.all[0].weight")]
    [InlineData("""{"audience":{"inclde":null}}""", "audience.inclde")]
    [InlineData("""{"channels":[{"channel":"sms","priority":1}]}""", "channels[0].priority")]
    [InlineData("""{"variants":[{"id":"A","content":{"sms":{"txt":null}}}]}""", "variants[0].content.sms.txt")]
    [InlineData("""{"schedule":{"recurrence":{"byday":"MO"}}}""", "schedule.recurrence.byday")]
    [InlineData("""{"conversion":{"event":"x","goal":1}}""", "conversion.goal")]
    public async Task An_unknown_member_is_found_wherever_it_stands(string patch, string path)
    {
        var id = await app.Sender.DraftAsync();
        var refused = await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", patch);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(path, refused.ProblemPaths);
        Assert.Equal("1", (await app.Sender.ShowAsync(id)).Text("version"));
    }

    [Theory]
    [InlineData("settings", """{"tiemZone":null}""", "tiemZone")]
    [InlineData("settings", """{"quietHours":{"onn":null}}""", "quietHours.onn")]
    [InlineData("settings", """{"quietHours":{"rules":[{"name":"x","open":"08:00","close":"20:00","colour":1}]}}""", "quietHours.rules[0].colour")]
    [InlineData("settings", """{"senders":{"fax":null}}""", "senders.fax")]
    [InlineData("settings", """{"retention":{"evnts":null}}""", "retention.evnts")]
    [InlineData("settings", """{"topics":{"news":{"name":"News","nme":null}}}""", "topics.news.nme")]
    [InlineData("settings", """{"outletAssignment":{"nearest":null}}""", "outletAssignment.nearest")]
    [InlineData("", """{"nme":null}""", "nme")]
    public async Task An_unknown_member_of_settings_is_found_even_where_it_is_to_be_removed(string route, string patch, string path)
    {
        var refused = await app.Admin.PatchJsonAsync($"/api/workspaces/demo/{route}".TrimEnd('/'), patch);
        Assert.Equal((HttpStatusCode.BadRequest, path), (refused.Status, Assert.Single(refused.ProblemPaths)));
    }

    private static Dictionary<string, object> Map(string name, object value) => new() { [name] = value };
}
