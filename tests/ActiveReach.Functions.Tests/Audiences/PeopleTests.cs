using System.Net;
using ActiveReach.Functions.Tests.Engagement;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Audiences;

/// <summary>Merges, devices and timelines over HTTP.</summary>
public sealed class PeopleTests : IAsyncLifetime
{
    private const string Contacts = "api/workspaces/demo/contacts";
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Two_records_of_a_person_become_one_and_the_old_id_leads_there()
    {
        var (stays, goes) = (await AddAsync("""{"externalId":"c1","firstName":"Ana"}"""), await AddAsync("""{"externalId":"c2","phone":"+34600123456","consent":{"sms":"opted_out"}}"""));
        var merged = await app.Sender.PostJsonAsync(stays + "/merge", $$"""{"from":"{{IdOf(goes)}}"}""");
        Assert.Equal((HttpStatusCode.OK, "+34600123456", "opted_out"), (merged.Status, merged.Text("phone"), merged.Text("consent.sms")));
        Assert.Equal(IdOf(stays), (await app.Viewer.GetJsonAsync(goes)).Text("id"));
        Assert.Equal("1", (await app.Viewer.GetJsonAsync(Contacts)).Text("total"));

        var again = await app.Sender.PostJsonAsync(stays + "/merge", $$"""{"from":"{{IdOf(goes)}}"}""");
        Assert.Equal((HttpStatusCode.OK, merged.Headers["ETag"]), (again.Status, again.Headers["ETag"]));
        Assert.Equal("1", (await app.Admin.GetJsonAsync("api/workspaces/demo/audit?action=contact.merged")).Text("total"));
    }

    [Fact]
    public async Task Two_records_without_tags_become_one_without_tags()
    {
        var (stays, goes) = (await AddAsync("""{"externalId":"c1"}"""), await AddAsync("""{"externalId":"c2"}"""));
        var before = (await app.Viewer.GetJsonAsync(stays)).Json;

        await app.Sender.PostJsonAsync(stays + "/merge", $$"""{"from":"{{IdOf(goes)}}"}""");

        var after = (await app.Viewer.GetJsonAsync(stays)).Json;
        Assert.Equal((before.GetProperty("tags").GetRawText(), before.GetProperty("subcommunities").GetRawText()), (after.GetProperty("tags").GetRawText(), after.GetProperty("subcommunities").GetRawText()));
        Assert.Equal("0", (await app.Viewer.PostJsonAsync("api/workspaces/demo/audience/preview", """{"where":{"field":"tag","op":"exists","value":true}}""")).Text("total"));
    }

    [Fact]
    public async Task A_device_makes_a_contact_reachable_by_push_and_never_shows_its_token()
    {
        var contact = await AddAsync("""{"externalId":"c1"}""");
        await AddAsync("""{"externalId":"c2"}""");
        const string Body = """{"platform":"ios","token":"0123456789abcdef-secret"}""";
        var registered = await app.Sender.PostJsonAsync(contact + "/devices", Body);
        Assert.Equal(HttpStatusCode.Created, registered.Status);
        Assert.DoesNotContain("0123456789", registered.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.Sender.PostJsonAsync(contact + "/devices", Body)).Status);

        const string Push = """{"channels":["push"]}""";
        var preview = await app.Viewer.PostJsonAsync("api/workspaces/demo/audience/preview", Push);
        Assert.Equal(("1", "1"), (preview.Text("reachable.push"), preview.Text("excluded.no_address")));

        Assert.Equal(HttpStatusCode.NoContent, (await app.Sender.SendAsync(HttpMethod.Delete, registered.Headers["Location"].TrimStart('/'))).Status);
        Assert.Equal(0, (await app.Viewer.GetJsonAsync(contact + "/devices")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal("0", (await app.Viewer.PostJsonAsync("api/workspaces/demo/audience/preview", Push)).Text("reachable.push"));
    }

    [Fact]
    public async Task A_timeline_shows_what_was_sent_what_became_of_it_and_what_the_contact_did()
    {
        await using var sent = await SentCampaign.StartAsync(2);
        await sent.HandOverAsync();
        sent.LetTimePass();
        await sent.PostEventsAsync(sent.Receipt(0), sent.Text(0, "how much?"), sent.Text(0, "STOP", 20));
        await sent.SettleAsync();

        var path = $"api/workspaces/demo/contacts/{sent.People[0].Id}/timeline";
        var timeline = await sent.App.Viewer.GetJsonAsync(path);
        var kinds = timeline.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString()).ToList();
        Assert.Equal("sent", kinds[^1]);
        Assert.Superset(new HashSet<string?>(["sent", "delivered", "replied", "consent"]), kinds.ToHashSet());
        var message = timeline.Json.GetProperty("items")[kinds.Count - 1];
        Assert.Equal(
            ("sms", sent.Run.Campaign.Value, sent.Run.Id.Value, "A"),
            (message.GetProperty("channel").GetString(), message.GetProperty("campaign").GetString(), message.GetProperty("run").GetString(), message.GetProperty("variant").GetString()));
        var replies = await sent.App.Viewer.GetJsonAsync(path + "?kind=replied&limit=1");
        Assert.Equal("STOP", replies.Json.GetProperty("items")[0].GetProperty("details").GetProperty("text").GetString());
        var next = await sent.App.Viewer.GetJsonAsync(path + $"?kind=replied&limit=1&cursor={replies.Text("nextCursor")}");
        Assert.Equal("how much?", next.Json.GetProperty("items")[0].GetProperty("details").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Events_and_orders_stand_in_the_timeline_and_go_along_with_a_merge()
    {
        var (stays, goes) = (await AddAsync("""{"externalId":"c1"}"""), await AddAsync("""{"externalId":"c2"}"""));
        var posted = await app.Sender.PostJsonAsync(
            "api/workspaces/demo/events",
            """{"id":"e1","type":"order_placed","contact":{"externalId":"c2"},"time":"2026-01-02T10:00:00Z","data":{"orderId":"o1","total":12.5,"currency":"INR"}}""");
        Assert.True((int)posted.Status is >= 200 and < 300, posted.Body);
        await app.Sender.PostJsonAsync(stays + "/merge", $$"""{"from":"{{IdOf(goes)}}"}""");

        var timeline = await app.Viewer.GetJsonAsync(stays + "/timeline?kind=event");
        Assert.Equal(("1", "order_placed"), (timeline.Text("total"), timeline.Json.GetProperty("items")[0].GetProperty("reason").GetString()));
        var order = (await app.Viewer.GetJsonAsync(stays + "/timeline?kind=order")).Json.GetProperty("items")[0];
        Assert.Equal(("o1", 12.5m), (order.GetProperty("reason").GetString(), order.GetProperty("details").GetProperty("net").GetDecimal()));
    }

    [Fact]
    public async Task An_erased_contact_has_no_timeline_and_no_devices()
    {
        var contact = await AddAsync("""{"externalId":"c1"}""");
        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, contact)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Viewer.GetJsonAsync(contact + "/timeline")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Viewer.GetJsonAsync(contact + "/devices")).Status);
    }

    private async Task<string> AddAsync(string json) => (await app.Sender.PostJsonAsync(Contacts, json)).Headers["Location"].TrimStart('/');

    private static string IdOf(string path) => path.Split('/')[^1];
}
