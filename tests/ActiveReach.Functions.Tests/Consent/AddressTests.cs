using System.Net;
using System.Text.Json;
using ActiveReach.Functions.Tests.Engagement;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Links;

namespace ActiveReach.Functions.Tests.Consent;

/// <summary>A2: a no holds for the address, whichever way it came and whoever has the address, now or later.</summary>
public sealed class AddressTests
{
    private const string Workspace = "/api/workspaces/demo";
    private const string Contacts = Workspace + "/contacts";

    /// <summary>The first contact's, as another system writes it.</summary>
    private const string OtherSpelling = "001 (415) 555-1000";

    public static TheoryData<string, string, string> WaysAndArrivals()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var (way, reason) in Ways)
        {
            foreach (var arrival in way is "put" or "request" ? Arrivals : Arrivals[..2])
                cases.Add(way, reason, arrival);
        }

        return cases;
    }

    private static readonly (string Way, string Reason)[] Ways =
    [
        ("file", "opted_out"), ("lines", "opted_out"), ("put", "opted_out"), ("post", "opted_out"), ("patch", "opted_out"), ("keyword", "suppressed"),
        ("link", "suppressed"), ("topic by link", "topic_opted_out"), ("topic by put", "topic_opted_out"), ("request", "held_for_review"),
        ("keyword of a stranger", "suppressed"), ("request of a stranger", "held_for_review"),
    ];

    private static readonly string[] Arrivals = ["there before", "imported", "posted", "imported as lines", "imported without a name", "patched to it", "upserted by a file"];

    [Theory]
    [MemberData(nameof(WaysAndArrivals))]
    public async Task Another_contact_with_the_address_gets_nothing(string way, string reason, string arrival)
    {
        await using var sent = await SentCampaign.StartAsync(1, topic: "offers");
        await sent.HandOverAsync();
        sent.LetTimePass();
        if (arrival is "there before" or "upserted by a file")
            await PostAsync(sent.App, OtherSpelling);
        else if (arrival is "patched to it")
            await PostAsync(sent.App, "+14155552000");

        await RefuseAsync(sent, way);
        await ArriveAsync(sent.App, arrival);

        // A keyword is heard for each contact that has the number then.
        var isOwn = way is "keyword" && arrival is "there before";
        reason = isOwn ? "opted_out" : reason;

        var preview = (await PreviewAsync(sent.App, "offers")).Json;
        Assert.Equal(1, preview.GetProperty("total").GetInt32());
        Assert.Equal(0, preview.GetProperty("reachable").GetProperty("sms").GetInt32());
        Assert.Equal([$"{reason}=1"], preview.GetProperty("excluded").EnumerateObject().Select(each => $"{each.Name}={each.Value}"));

        // Everybody is counted another way than somebody.
        var everybody = (await sent.App.Viewer.PostJsonAsync($"{Workspace}/audience/preview", new { channels = new[] { "sms" }, topic = reason is "topic_opted_out" ? "offers" : null })).Json;
        Assert.Equal(0, everybody.GetProperty("reachable").GetProperty("sms").GetInt32());
        await ShownAsync(sent.App, reason, !isOwn);
    }

    [Theory]
    [InlineData("start", true)]
    [InlineData("proof", true)]
    [InlineData("admin", true)]
    [InlineData("sender", false)]
    [InlineData("file", false)]
    [InlineData("upsert", false)]
    public async Task A_yes_of_weight_lifts_it_for_the_address_and_another_says_that_it_does_not(string yes, bool lifts)
    {
        await using var sent = await SentCampaign.StartAsync(1, topic: "offers");
        await sent.HandOverAsync();
        sent.LetTimePass();
        await RefuseAsync(sent, "keyword");
        await PostAsync(sent.App, OtherSpelling);
        var path = $"{Contacts}/{await SecondAsync(sent.App)}";
        Answer? answer = null;
        switch (yes)
        {
            case "start":
                await sent.PostEventsAsync(sent.Text(0, "START", 50));
                await sent.SettleAsync();
                break;
            case "proof":
                answer = await sent.App.Sender.SendAsync(HttpMethod.Put, $"{path}/consents", """{"consents":{"sms":"opted_in"},"source":"web form","proof":"form 7"}""");
                break;
            case "admin" or "sender":
                answer = await (yes is "admin" ? sent.App.Admin : sent.App.Sender).SendAsync(HttpMethod.Put, $"{path}/consents", """{"consents":{"sms":"opted_in"}}""");
                break;
            case "file":
                await ImportAsync(sent.App, "external_id,consent.sms\nsecond,opted_in\np0,opted_in\n", "text/csv");
                break;
            default:
                await sent.App.Sender.PostJsonAsync(Contacts, """{"externalId":"second","consent":{"sms":"opted_in"}}""");
                break;
        }

        Assert.Equal(lifts ? 1 : 0, (await PreviewAsync(sent.App)).Json.GetProperty("reachable").GetProperty("sms").GetInt32());
        if (answer is null)
            return;
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            lifts ? [] : ["consents.sms opted_out", "consents.sms suppressed"],
            answer.Json.GetProperty("warnings").EnumerateArray().Select(warning => $"{warning.GetProperty("path").GetString()} {warning.GetProperty("code").GetString()}"));
    }

    [Fact]
    public async Task Whoever_entered_a_no_by_mistake_takes_it_back_on_the_same_contact()
    {
        await using var app = await RunningApp.StartAsync();
        var ann = (await app.Sender.PostJsonAsync(Contacts, new { externalId = "ann", phone = "+14155551000" })).Text("id");
        await PostAsync(app, OtherSpelling);
        await app.Sender.SendAsync(HttpMethod.Put, $"{Contacts}/{ann}/consents", """{"consents":{"sms":"opted_out"}}""");
        Assert.Equal(0, await ReachableAsync(app));

        // The other contact's record doesn't take it back, the same one's does.
        await app.Sender.SendAsync(HttpMethod.Put, $"{Contacts}/{await SecondAsync(app)}/consents", """{"consents":{"sms":"opted_in"}}""");
        Assert.Equal(0, await ReachableAsync(app));
        var back = await app.Sender.SendAsync(HttpMethod.Put, $"{Contacts}/{ann}/consents", """{"consents":{"sms":"opted_in"}}""");
        Assert.Equal(("opted_in", 1), (back.Json.GetProperty("items")[2].GetProperty("state").GetString(), await ReachableAsync(app)));
        Assert.Empty(back.Json.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task A_no_stays_with_the_address_that_a_contact_leaves_and_with_one_that_is_erased()
    {
        await using var app = await RunningApp.StartAsync();
        var ann = (await app.Sender.PostJsonAsync(Contacts, """{"externalId":"ann","phone":"+14155551000","consent":{"sms":"opted_out"}}""")).Text("id");
        await app.Sender.PatchJsonAsync($"{Contacts}/{ann}", """{"phone":"+14155553000"}""");
        await PostAsync(app, OtherSpelling);
        Assert.Equal(0, await ReachableAsync(app));

        // And it goes along to the new one.
        await app.Sender.PatchJsonAsync($"{Contacts}/{await SecondAsync(app)}", """{"phone":"+14155553000"}""");
        Assert.Equal(0, await ReachableAsync(app));
        await app.Admin.SendAsync(HttpMethod.Delete, $"{Contacts}/{ann}");
        await app.Admin.SendAsync(HttpMethod.Delete, $"{Workspace}/suppressions/+14155553000");
        Assert.Equal(0, await ReachableAsync(app));
        await app.Sender.PatchJsonAsync($"{Contacts}/{await SecondAsync(app)}", """{"phone":"+14155554000"}""");
        Assert.Equal(1, await ReachableAsync(app));
    }

    [Fact]
    public async Task A_filter_on_consent_and_an_export_say_what_holds()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Sender.PostJsonAsync(Contacts, """{"externalId":"ann","phone":"+14155551000","consent":{"sms":"opted_out"}}""");
        await PostAsync(app, OtherSpelling);
        var preview = (await app.Viewer.PostJsonAsync($"{Workspace}/audience/preview", """{"where":{"field":"consent.sms","op":"eq","value":"opted_out"},"channels":["sms"]}""")).Json;
        Assert.Equal(2, preview.GetProperty("total").GetInt32());
        var lines = (await app.Sender.GetJsonAsync($"{Contacts}/export?format=csv")).Body.Split("\r\n");
        Assert.Equal("opted_out", lines[2].Split(',')[lines[0].Split(',').ToList().IndexOf("consent.sms")]);
        Assert.Equal("opted_out", (await app.Viewer.GetJsonAsync($"{Contacts}/{await SecondAsync(app)}")).Text("consent.sms"));
    }

    [Fact]
    public async Task One_request_to_stop_is_decided_once_for_everybody_with_the_number()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();
        sent.LetTimePass();
        await PostAsync(sent.App, OtherSpelling);
        await RefuseAsync(sent, "request");
        var review = Assert.Single((await sent.App.Viewer.GetJsonAsync($"{Workspace}/consent/reviews")).Json.GetProperty("items").EnumerateArray());
        await sent.App.Sender.PostJsonAsync($"{Workspace}/consent/reviews/{review.GetProperty("id").GetString()}", new { decision = "keep" });
        Assert.Equal(1, await ReachableAsync(sent.App));
    }

    private static async Task RefuseAsync(SentCampaign sent, string way)
    {
        var first = $"{Contacts}/{sent.People[0].Id}";
        var answer = way switch
        {
            "file" => await ImportAsync(sent.App, "external_id,consent.sms\np0,opted_out\n", "text/csv"),
            "lines" => await ImportAsync(sent.App, """{"externalId":"p0","consent":{"sms":"opted_out"}}""" + "\n", "application/x-ndjson"),
            "put" => await sent.App.Sender.SendAsync(HttpMethod.Put, $"{first}/consents", """{"consents":{"sms":"opted_out"}}"""),
            "post" => await sent.App.Sender.PostJsonAsync(Contacts, """{"externalId":"p0","consent":{"sms":"opted_out"}}"""),
            "patch" => await sent.App.Sender.PatchJsonAsync(first, """{"consent":{"sms":"opted_out"}}"""),
            "topic by put" => await sent.App.Sender.SendAsync(HttpMethod.Put, $"{first}/consents", """{"topics":{"offers":{"sms":"opted_out"}}}"""),
            "link" => await FollowAsync(sent, "List-Unsubscribe=One-Click"),
            "topic by link" => await FollowAsync(sent, "only=topic"),
            "keyword" => await sent.PostEventsAsync(sent.Text(0, "STOP", 30)),
            "request" => await sent.PostEventsAsync(sent.Text(0, "please stop texting me", 30)),
            "keyword of a stranger" or "request of a stranger" => await StrangerAsync(sent, way is "keyword of a stranger" ? "STOP" : "please stop texting me"),
            _ => throw new ArgumentOutOfRangeException(nameof(way)),
        };
        Assert.True((int)answer.Status < 300, answer.Body);
        await sent.SettleAsync();
    }

    /// <summary>The text comes from a number that no contact has, which the first contact has left.</summary>
    private static async Task<Answer> StrangerAsync(SentCampaign sent, string text)
    {
        await sent.App.Sender.PatchJsonAsync($"{Contacts}/{sent.People[0].Id}", """{"phone":"+14155559999","consent":{"sms":"unknown"}}""");
        var contacts = (await sent.App.Viewer.GetJsonAsync($"{Contacts}?q=second")).Json.GetProperty("items").EnumerateArray().ToList();
        if (contacts.Count > 0)
            await sent.App.Sender.PatchJsonAsync($"{Contacts}/{contacts[0].GetProperty("id").GetString()}", """{"phone":"+14155552000"}""");
        var answer = await sent.PostEventsAsync(sent.Text(0, text, 30));
        await sent.SettleAsync();
        if (contacts.Count > 0)
            await sent.App.Sender.PatchJsonAsync($"{Contacts}/{contacts[0].GetProperty("id").GetString()}", $$"""{"phone":"{{OtherSpelling}}"}""");
        return answer;
    }

    private static Task<Answer> FollowAsync(SentCampaign sent, string form) => sent.App.Nobody.SendAsync(
        HttpMethod.Post, sent.PathTo(LinkPurpose.Unsubscribe, 0), form, "application/x-www-form-urlencoded");

    private static async Task ArriveAsync(RunningApp app, string arrival)
    {
        switch (arrival)
        {
            case "posted":
                await PostAsync(app, OtherSpelling);
                break;
            case "imported" or "upserted by a file":
                await ImportAsync(app, $"external_id,phone,consent.sms\nsecond,{OtherSpelling},opted_in\n", "text/csv");
                break;
            case "imported as lines":
                await ImportAsync(app, $$$"""{"externalId":"second","phone":"{{{OtherSpelling}}}","consent":{"sms":"opted_in"}}""" + "\n", "application/x-ndjson");
                break;
            case "imported without a name":
                // By its mailbox it is somebody else than the first contact.
                await ImportAsync(app, "email,first_name\nsecond@example.com,Second\n", "text/csv");
                var id = (await app.Viewer.GetJsonAsync($"{Contacts}?q=second@example.com")).Json.GetProperty("items")[0].GetProperty("id").GetString();
                await app.Sender.PatchJsonAsync($"{Contacts}/{id}", $$"""{"externalId":"second","phone":"{{OtherSpelling}}"}""");
                break;
            case "patched to it":
                await app.Sender.PatchJsonAsync($"{Contacts}/{await SecondAsync(app)}", $$"""{"phone":"{{OtherSpelling}}"}""");
                break;
        }
    }

    private static async Task ShownAsync(RunningApp app, string reason, bool byAddress)
    {
        var second = await SecondAsync(app);
        var items = (await app.Viewer.GetJsonAsync($"{Contacts}/{second}/consents")).Json.GetProperty("items").EnumerateArray().ToList();
        var sms = items.Single(item => item.GetProperty("channel").GetString() == "sms" && item.TryGetProperty("topic", out _) == (reason is "topic_opted_out"));
        switch (reason)
        {
            case "opted_out" or "topic_opted_out":
                Assert.Equal(("opted_out", byAddress), (sms.GetProperty("state").GetString(), sms.GetProperty("byAddress").GetBoolean()));
                break;
            case "suppressed":
                Assert.True(sms.GetProperty("suppressed").GetBoolean());
                break;
            default:
                Assert.True(sms.GetProperty("held").GetBoolean());
                break;
        }

        if (reason is not "opted_out")
            return;
        var timeline = (await app.Viewer.GetJsonAsync($"{Contacts}/{second}/timeline?kind=consent")).Json.GetProperty("items").EnumerateArray();
        Assert.Contains(timeline, entry => entry.GetProperty("reason").GetString() == "opted_out");
    }

    private static async Task PostAsync(RunningApp app, string phone) =>
        Assert.Equal(HttpStatusCode.Created, (await app.Sender.PostJsonAsync(Contacts, new { externalId = "second", phone, consent = new { sms = "opted_in" } })).Status);

    private static async Task<string> SecondAsync(RunningApp app) =>
        (await app.Viewer.GetJsonAsync($"{Contacts}?q=second")).Json.GetProperty("items")[0].GetProperty("id").GetString()!;

    private static Task<Answer> PreviewAsync(RunningApp app, string? topic = null) =>
        app.Viewer.PostJsonAsync($"{Workspace}/audience/preview", new { contacts = new[] { "second" }, channels = new[] { "sms" }, topic });

    private static async Task<int> ReachableAsync(RunningApp app) => (await PreviewAsync(app)).Json.GetProperty("reachable").GetProperty("sms").GetInt32();

    private static async Task<Answer> ImportAsync(RunningApp app, string file, string type) =>
        await app.CompleteAsync(await app.Sender.SendAsync(HttpMethod.Post, $"{Contacts}/import?mode=upsert", file, type));
}
