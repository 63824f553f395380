using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Access;
using ActiveReach.Channels.Twilio;
using ActiveReach.Functions.Tests.Fixture;
using Carriers.StandIn.Ses;
using Functions.Embedded.Clock;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Tests.Operations;

/// <summary>Callbacks that are kept as they came, for whoever asks later.</summary>
public sealed class RawWebhookTests : IAsyncLifetime
{
    private const string Webhooks = "/api/workspaces/demo/operations/webhooks";
    private const string Secret = "the secret+of/callbacks";
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string PublicUrl = "http://localhost:8999";
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    private RunningApp app = null!;

    [Fact]
    public async Task Callbacks_of_five_vendors_are_kept_as_they_came_with_what_became_of_them()
    {
        await StartAsync();
        var grid = $"[{Text("a1", "+18005550100", "hello")},{Text("a2", "+19990000000", "to nobody")},{{\"id\":\"a3\",\"eventType\":\"Microsoft.Storage.BlobCreated\",\"data\":{{}}}}]";
        Assert.Equal(HttpStatusCode.OK, (await app.Nobody.PostJsonAsync($"/api/webhooks/acs?secret={Uri.EscapeDataString(Secret)}", grid, ("aeg-event-type", "Notification"), ("Authorization", "Bearer of-nobodys-business"))).Status);
        Tick();
        var meta = """{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"account_update","value":{"event":"VERIFIED"}}]}]}""";
        Assert.Equal(HttpStatusCode.OK, (await PostSignedAsync("whatsapp", meta)).Status);
        Tick();
        var form = "MessageSid=SM1&From=%2B14155550111&To=%2B18005550100&Body=h%C3%A9llo";
        Assert.Equal(HttpStatusCode.OK, (await PostFormAsync(form)).Status);
        Tick();
        var mail = SesMail.Notification(new SesMail("m-1", "hello@demo.example", "ann@example.com", "Hi", null, null, new Dictionary<string, string>(), "none").Event("Send", Noon), "sns-1").ToJsonString();
        Assert.Equal(HttpStatusCode.OK, (await app.Nobody.PostJsonAsync($"/api/webhooks/ses?secret={Uri.EscapeDataString(Secret)}", mail)).Status);
        Tick();
        var rcs = """{"agentId":"shop_agent@rbm.goog","messageId":"r-1","senderPhoneNumber":"+14155550112","text":"Oui","sendTime":"2026-12-01T12:00:00Z"}""";
        Assert.Equal(HttpStatusCode.OK, (await PostGoogleAsync(rcs)).Status);
        await app.AtRestAsync();

        var kept = await ItemsAsync(Webhooks);
        Assert.Equal(["rcs", "ses", "twilio", "whatsapp", "acs"], kept.Select(each => (string)each["provider"]!));
        Assert.Equal([(1, 1, 0), (1, 0, 1), (1, 1, 0), (1, 0, 1), (3, 2, 1)], kept.Select(each => ((int)each["told"]!, (int)each["taken"]!, (int)each["ignored"]!)));
        var unsettled = Assert.Single(kept[4]["unsettled"]!.AsArray())!;
        Assert.Equal(("a2", "unknown_sender"), ((string)unsettled["eventId"]!, (string)unsettled["reason"]!));
        Assert.Equal("Notification", (string)kept[4]["headers"]!["aeg-event-type"]!);
        foreach (var (index, body) in new[] { rcs, mail, form, meta, grid }.Index())
            Assert.Equal(body, (await app.Admin.GetJsonAsync($"{Webhooks}/{kept[index]["id"]}")).Text("body"));

        var all = string.Concat(await Task.WhenAll(kept.Select(async each => (await app.Admin.GetJsonAsync($"{Webhooks}/{each["id"]}")).Body)));
        Assert.All([Secret, Uri.EscapeDataString(Secret), Token, "sha256=", "of-nobodys-business"], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_proves_nothing_and_what_cannot_be_read_is_not_kept()
    {
        await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Nobody.PostJsonAsync("/api/webhooks/acs?secret=wrong", $"[{Text("x1", "+18005550100", "hi")}]")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Nobody.PostJsonAsync("/api/webhooks/whatsapp", "{}", ("X-Hub-Signature-256", "sha256=00"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Nobody.PostJsonAsync($"/api/webhooks/acs?secret={Uri.EscapeDataString(Secret)}", "{")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Nobody.PostJsonAsync($"/api/webhooks/acs?secret={Uri.EscapeDataString(Secret)}", """[{"id":"1","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"abc"}}]""")).Status);

        Assert.Empty(await ItemsAsync(Webhooks));
    }

    [Fact]
    public async Task They_are_listed_newest_first_by_pages_provider_and_time()
    {
        await StartAsync();
        for (var number = 0; number < 7; number++)
        {
            await TextAsync($"n{number}", "+18005550100", $"number {number}");
            app.Get<SimulatedTimeProvider>().Advance(TimeSpan.FromMinutes(1));
            if (number % 3 == 0)
                await ItemsAsync(Webhooks);
        }

        await PostFormAsync("MessageSid=SM1&From=%2B14155550111&To=%2B18005550100&Body=x");
        var (paged, cursor) = (new List<string>(), "");
        do
        {
            var page = await app.Admin.GetJsonAsync($"{Webhooks}?limit=3{cursor}");
            paged.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(each => each.GetProperty("id").GetString()!));
            cursor = page.Json.TryGetProperty("nextCursor", out var next) ? $"&cursor={next.GetString()}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal((8, 8), (paged.Count, paged.Distinct().Count()));
        Assert.Equal(paged, (await ItemsAsync(Webhooks)).Select(each => (string)each["id"]!));
        Assert.Equal(7, (await ItemsAsync($"{Webhooks}?provider=acs")).Count);
        Assert.Single(await ItemsAsync($"{Webhooks}?provider=twilio"));
        Assert.Equal(2, (await ItemsAsync($"{Webhooks}?from=2026-12-01T12:02:00Z&until=2026-12-01T12:04:00Z")).Count);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Admin.GetJsonAsync($"{Webhooks}?kind=x")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetJsonAsync($"{Webhooks}/whk_none-1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Sender.GetJsonAsync(Webhooks)).Status);
    }

    [Fact]
    public async Task They_go_when_they_were_kept_long_enough()
    {
        await StartAsync();
        await TextAsync("t1", "+18005550100", "old");
        app.Get<SimulatedTimeProvider>().Advance(TimeSpan.FromDays(6));
        await TextAsync("t2", "+18005550100", "newer");
        Assert.Equal(2, (await ItemsAsync(Webhooks)).Count);

        await app.AtRestAsync();

        await app.PassAsync(TimeSpan.FromDays(1));
        var left = await Eventually.SeenAsync("the old one is gone", () => ItemsAsync(Webhooks), kept => kept.Count < 2);
        Assert.Contains("newer", (await app.Admin.GetJsonAsync($"{Webhooks}/{Assert.Single(left)["id"]}")).Text("body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_is_kept_where_that_is_switched_off()
    {
        await StartAsync(("ActiveReach:Webhooks:KeepRaw", "0:00:00"));
        await TextAsync("t1", "+18005550100", "hello");

        Assert.Empty(await ItemsAsync(Webhooks));
    }

    [Fact]
    public async Task Of_an_erased_person_no_body_stays_and_others_stay_as_they_came()
    {
        await StartAsync();
        var person = (await app.Sender.PostJsonAsync("/api/workspaces/demo/contacts", """{"externalId":"ann","phone":"+14155550111","email":"Ann@example.org"}""")).Text("id");
        await PostFormAsync("MessageSid=SM1&From=%2B14155550111&To=%2B18005550100&Body=Rhabarber");
        Tick();
        await TextAsync("t2", "+18005550100", "write to ann\\u0040example.org");
        Tick();
        await TextAsync("t3", "+18005550100", "of somebody else", "+14155550199");
        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, $"/api/workspaces/demo/contacts/{person}")).Status);

        var kept = await ItemsAsync(Webhooks);
        var bodies = await Task.WhenAll(kept.Select(async each => await app.Admin.GetJsonAsync($"{Webhooks}/{each["id"]}")));
        Assert.Equal([true, false, false], bodies.Select(each => each.Json.TryGetProperty("body", out _)));
        Assert.Equal([false, true, true], kept.Select(each => each["erasedAt"] is not null));
        Assert.DoesNotContain("Rhabarber", string.Concat(bodies.Select(each => each.Body)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_speaks_of_another_workspace_is_withheld_and_one_of_its_alone_is_not_shown()
    {
        await StartAsync();
        var (_, key) = await app.Get<CreateWorkspace>().RunAsync("Neighbour", "boss@neighbour.example");
        using var neighbour = app.As(key);
        const string theirs = "/api/workspaces/neighbour/operations/webhooks";
        Assert.Equal(HttpStatusCode.OK, (await neighbour.PatchJsonAsync("/api/workspaces/neighbour/settings", """{"senders":{"sms":"+18005550777"}}""")).Status);
        await TellAsync($"[{Text("o1", "+18005550100", "ours")}]");
        Tick();
        await TellAsync($"[{Text("b1", "+18005550100", "ours")},{Text("b2", "+18005550777", "theirs")}]");
        Tick();
        await TellAsync($"[{Text("z1", "+19990000000", "nobodys")}]");

        Assert.Equal([true, true, false], (await ItemsAsync(Webhooks)).Select(each => (bool)each["withheld"]!));
        var seen = JsonNode.Parse((await neighbour.GetJsonAsync(theirs)).Body)!["items"]!.AsArray();
        Assert.Equal([(true, true), (true, false)], seen.Select(each => ((bool)each!["withheld"]!, (bool)each["nobodys"]!)));
        Assert.DoesNotContain("ours", string.Concat(await Task.WhenAll(seen.Select(async each => (await neighbour.GetJsonAsync($"{theirs}/{each!["id"]}")).Body))), StringComparison.Ordinal);
        var first = (await ItemsAsync(Webhooks))[2]["id"];
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetJsonAsync($"{theirs}/{first}")).Status);
    }

    [Fact]
    public async Task A_burst_of_ten_thousand_is_answered_at_once_and_all_of_it_is_kept()
    {
        await StartAsync();
        using var nobody = app.As(null);
        await Parallel.ForEachAsync(Enumerable.Range(0, Burst), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
            Assert.Equal(HttpStatusCode.OK, (await nobody.PostJsonAsync($"/api/webhooks/acs?secret={Uri.EscapeDataString(Secret)}", $"[{Text($"burst-{number}", "+18005550100", $"number {number}")}]")).Status));

        var (kept, cursor) = (0, "");
        do
        {
            var page = await app.Admin.GetJsonAsync($"{Webhooks}?limit=500{cursor}");
            kept += page.Json.GetProperty("items").GetArrayLength();
            cursor = page.Json.TryGetProperty("nextCursor", out var next) ? $"&cursor={next.GetString()}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(Burst, kept);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await app.DisposeAsync();

    private static int Burst => int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_BURST"), out var many) ? many : 600;

    private async Task StartAsync(params (string Key, string Value)[] settings) => app = await RunningApp.StartAsync(builder =>
    {
        builder.Configuration.AddInMemoryCollection(new[]
        {
            ("ActiveReach:WebhookSecrets:acs", Secret), ("ActiveReach:WebhookSecrets:whatsapp", Secret), ("ActiveReach:WebhookSecrets:rcs", Secret), ("ActiveReach:WebhookSecrets:ses", Secret), ("ActiveReach:WebhookSecrets:twilio", Token),
            ("ActiveReach:Ses:Region", SesStandIn.Region), ("ActiveReach:Ses:AccessKeyId", SesStandIn.KeyId), ("ActiveReach:Ses:SecretAccessKey", SesStandIn.Secret), ("ActiveReach:PublicUrl", PublicUrl),
        }.Concat(settings).Select(each => KeyValuePair.Create(each.Item1, (string?)each.Item2)));
        builder.Services.AddSimulatedClock(Noon, jumpWhenIdle: false);
    });

    private static string Text(string id, string to, string text, string from = "+14155550111") =>
        $$$"""{"id":"{{{id}}}","eventType":"Microsoft.Communication.SMSReceived","eventTime":"2026-12-01T12:00:00Z","data":{"from":"{{{from}}}","to":"{{{to}}}","message":"{{{text}}}","messageId":"{{{id}}}"}}""";

    private Task TextAsync(string id, string to, string text, string from = "+14155550111") => TellAsync($"[{Text(id, to, text, from)}]");

    private async Task TellAsync(string body) => Assert.Equal(HttpStatusCode.OK, (await app.Nobody.PostJsonAsync($"/api/webhooks/acs?secret={Uri.EscapeDataString(Secret)}", body)).Status);

    private Task<Answer> PostSignedAsync(string provider, string body) => app.Nobody.PostJsonAsync(
        $"/api/webhooks/{provider}", body, ("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)))));

    private Task<Answer> PostGoogleAsync(string told)
    {
        var bytes = Encoding.UTF8.GetBytes(told);
        return app.Nobody.PostJsonAsync(
            "/api/webhooks/rcs", JsonSerializer.Serialize(new { message = new { data = Convert.ToBase64String(bytes) } }), ("X-Goog-Signature", Convert.ToBase64String(HMACSHA512.HashData(Encoding.UTF8.GetBytes(Secret), bytes))));
    }

    private Task<Answer> PostFormAsync(string form)
    {
        var fields = form.Split('&').Select(field => field.Split('=')).Select(field => KeyValuePair.Create<string, IReadOnlyList<string>>(field[0], [Uri.UnescapeDataString(field[1])]));
        return app.Nobody.SendAsync(
            HttpMethod.Post, "/api/webhooks/twilio", form, "application/x-www-form-urlencoded", ("X-Twilio-Signature", TwilioSignature.Of($"{PublicUrl}/api/webhooks/twilio", fields, Token)));
    }

    /// <summary>What comes in one instant, but more than a second of the system's clock apart, lies in bundles between which chance decides.</summary>
    private void Tick() => app.Get<SimulatedTimeProvider>().Advance(TimeSpan.FromMilliseconds(1));

    private async Task<IReadOnlyList<JsonNode>> ItemsAsync(string path)
    {
        var answer = await app.Admin.GetJsonAsync(path);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.ToString());
        return [.. JsonNode.Parse(answer.Body)!["items"]!.AsArray().Select(each => each!)];
    }
}
