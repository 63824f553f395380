using Carriers.StandIn.Push;

namespace ActiveReach.Channels.Tests.Push;

/// <summary>What Firebase and browsers are sent, and what each of their answers means.</summary>
public sealed class PushProviderTests : IAsyncLifetime
{
    private readonly PushWorld world = new();

    public static TheoryData<PushFate, HandOverResult, string?, int?, bool> FirebaseAnswers => new()
    {
        { PushFate.Firebase(404, "NOT_FOUND", "UNREGISTERED"), HandOverResult.Rejected, "unregistered", null, true },
        { PushFate.Firebase(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", violated: "message.token"), HandOverResult.Rejected, "invalid_token", null, true },
        { PushFate.Firebase(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", message: "The registration token is not a valid FCM registration token"), HandOverResult.Rejected, "invalid_token", null, true },
        { PushFate.Firebase(400, "INVALID_ARGUMENT", violated: "message.data[0].value"), HandOverResult.Rejected, "invalid_argument", null, false },
        { PushFate.Firebase(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH"), HandOverResult.Rejected, "sender_id_mismatch", null, false },
        { PushFate.Firebase(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED", retryAfter: "7"), HandOverResult.Deferred, "rate_limit", 7, false },
        { PushFate.Firebase(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"), HandOverResult.Deferred, "rate_limit", 60, false },
        { PushFate.Firebase(503, "UNAVAILABLE", "UNAVAILABLE", retryAfter: "30"), HandOverResult.Deferred, "unavailable", 30, false },
        { PushFate.Firebase(403, "PERMISSION_DENIED"), HandOverResult.Deferred, "not_authorized", 60, false },
        { PushFate.Firebase(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR"), HandOverResult.Deferred, "not_authorized", 60, false },
        { PushFate.Firebase(500, "INTERNAL", "INTERNAL"), HandOverResult.Unknown, null, null, false },
        { new PushFate(true, 502, "<html>Bad gateway</html>"), HandOverResult.Unknown, null, null, false },
        { new PushFate(true, 200, "<html>Welcome!</html>"), HandOverResult.Unknown, null, null, false },
        { PushFate.TakenAndBroken, HandOverResult.Unknown, null, null, false },
    };

    public static TheoryData<PushFate, HandOverResult, string?, int?, bool> BrowserAnswers => new()
    {
        { new PushFate(false, 404), HandOverResult.Rejected, "unsubscribed", null, true },
        { new PushFate(false, 410), HandOverResult.Rejected, "unsubscribed", null, true },
        { new PushFate(false, 413), HandOverResult.Rejected, "too_large", null, false },
        { new PushFate(false, 429) { RetryAfter = "9" }, HandOverResult.Deferred, "rate_limit", 9, false },
        { new PushFate(false, 503), HandOverResult.Deferred, "unavailable", 10, false },
        { new PushFate(false, 403), HandOverResult.Rejected, "not_authorized", null, false },
        { new PushFate(false, 400), HandOverResult.Rejected, "rejected", null, false },
        { new PushFate(true, 202), HandOverResult.Accepted, null, null, false },
        { new PushFate(true, 500), HandOverResult.Unknown, null, null, false },
        { PushFate.TakenAndBroken, HandOverResult.Unknown, null, null, false },
    };

    public Task InitializeAsync() => world.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_phone_gets_title_text_picture_and_link_by_one_token_for_many_messages()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal(HandOverResult.Accepted, (await world.SendAsync(world.Phone())).Result);

        Assert.Equal((3, 1), (world.Firebase.Messages.Count, world.Firebase.Tokens));
        Assert.Empty(world.Firebase.Faults);
        Assert.Equal(
            """{"token":"token-of-dev_1","notification":{"title":"It's here","body":"Hi Ann, \"now\" ☕","image":"https://reach.example/m/abc"},"data":{"link":"https://reach.example/r/abc","tag":"cmp_1.1:0:3:4"},"android":{"notification":{"tag":"cmp_1.1:0:3:4"}},"apns":{"headers":{"apns-collapse-id":"cmp_1.1:0:3:4"},"payload":{"aps":{"mutable-content":1}},"fcm_options":{"image":"https://reach.example/m/abc"}}}""",
            world.Firebase.Messages[0].ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task A_browser_reads_the_message_with_its_own_keys_and_knows_who_sent_it()
    {
        Assert.Equal(HandOverResult.Accepted, (await world.SendAsync(world.Web())).Result);

        Assert.Empty(world.Browser.Faults);
        var (words, topic, life) = Assert.Single(world.Browser.Messages);
        Assert.Equal(
            ("It's here", "Hi Ann, \"now\" ☕", "https://reach.example/r/abc", "https://reach.example/m/abc", "cmp_1.1:0:3:4"),
            ((string)words["title"]!, (string)words["body"]!, (string)words["link"]!, (string)words["image"]!, (string)words["tag"]!));
        Assert.Equal((32, "86400"), (topic.Length, life));
        await world.SendAsync(world.Web());
        Assert.Equal(topic, world.Browser.Messages[1].Topic);
    }

    [Theory]
    [MemberData(nameof(FirebaseAnswers))]
    public async Task Each_answer_of_Firebase_means_one_thing(PushFate fate, HandOverResult result, string? reason, int? seconds, bool isDead)
    {
        world.Firebase.Next(fate);
        Check(await world.SendAsync(world.Phone()), result, reason, seconds, isDead ? "dev_1" : null);
    }

    [Theory]
    [MemberData(nameof(BrowserAnswers))]
    public async Task Each_answer_of_a_browsers_push_service_means_one_thing(PushFate fate, HandOverResult result, string? reason, int? seconds, bool isDead)
    {
        world.Browser.Next(fate);
        Check(await world.SendAsync(world.Web()), result, reason, seconds, isDead ? "dev_web" : null);
    }

    [Fact]
    public async Task A_message_is_taken_when_one_device_has_it_and_those_that_are_no_more_are_named()
    {
        world.Firebase.Next(PushFate.Firebase(404, "NOT_FOUND", "UNREGISTERED"));
        Check(await world.SendAsync(world.Phone(), world.Web()), HandOverResult.Accepted, null, null, "dev_1");

        world.Firebase.Next(PushFate.Firebase(500, "INTERNAL"));
        world.Browser.Next(new PushFate(false, 410));
        Check(await world.SendAsync(world.Phone(), world.Web()), HandOverResult.Unknown, null, null, "dev_web");

        world.Firebase.Next(PushFate.Firebase(503, "UNAVAILABLE", retryAfter: "20"));
        world.Browser.Next(new PushFate(false, 413));
        Check(await world.SendAsync(world.Phone(), world.Web()), HandOverResult.Deferred, "unavailable", 20, null);
        Check(await world.SendAsync(), HandOverResult.Rejected, "no_devices", null, null);
    }

    [Theory]
    [InlineData("https://example.com/1", "invalid_subscription")]
    [InlineData("""{"endpoint":"https://updates.push.services.mozilla.com/1"}""", "invalid_subscription")]
    [InlineData("""{"endpoint":"https://updates.push.services.mozilla.com/1","keys":{"p256dh":"AAAA","auth":"AAAA"}}""", "invalid_subscription")]
    [InlineData("""{"endpoint":"http://169.254.169.254/latest/meta-data","keys":{"p256dh":"AAAA","auth":"AAAA"}}""", "unknown_push_service")]
    [InlineData("""{"endpoint":"https://localhost/1","keys":{"p256dh":"AAAA","auth":"AAAA"}}""", "unknown_push_service")]
    [InlineData("""{"endpoint":"http://updates.push.services.mozilla.com/1","keys":{"p256dh":"AAAA","auth":"AAAA"}}""", "unknown_push_service")]
    public async Task A_subscription_that_names_no_push_service_or_has_no_keys_is_written_to_by_nobody(string subscription, string reason) =>
        Check(await world.SendAsync(new PushDevice("dev_web", DevicePlatform.Web, subscription)), HandOverResult.Rejected, reason, null, null);

    [Fact]
    public async Task Without_a_token_nobody_fails_and_no_secret_is_told_to_the_log()
    {
        world.Firebase.GivesTokens = false;
        Check(await world.SendAsync(world.Phone()), HandOverResult.Deferred, "not_authorized", 60, null);
        Assert.Empty(world.Firebase.Messages);

        world.Firebase.GivesTokens = true;
        world.Firebase.Next(PushFate.Firebase(401, "UNAUTHENTICATED"));
        Check(await world.SendAsync(world.Phone()), HandOverResult.Deferred, "not_authorized", 60, null);
        Assert.Equal(HandOverResult.Accepted, (await world.SendAsync(world.Phone())).Result);
        Assert.Equal(2, world.Firebase.Tokens);

        world.Browser.Next(new PushFate(false, 401));
        await world.SendAsync(world.Web());
        Assert.Equal(3, world.Lines.Count);
        Assert.All(world.Lines, line => Assert.DoesNotContain("token-", line, StringComparison.Ordinal));
        Assert.All(world.Lines, line => Assert.DoesNotContain("PRIVATE KEY", line, StringComparison.Ordinal));
        Assert.All(world.Lines, line => Assert.DoesNotContain(world.Browser.PrivateKey, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_is_given_up_throws_and_one_that_reaches_nobody_is_tried_later()
    {
        using var timeout = new CancellationTokenSource();
        world.Firebase.Next(PushFate.TakenAndSilent);
        var sending = world.Provider.SendAsync([PushWorld.Message(world.Phone())], timeout.Token);
        await Eventually.SeenAsync("the message was taken", () => Task.FromResult(world.Firebase.Messages.Count), count => count == 1);
        await timeout.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        await world.Firebase.DisposeAsync();
        Check(await world.SendAsync(world.Phone()), HandOverResult.Deferred, "unavailable", 10, null);
    }

    private static void Check(HandOver outcome, HandOverResult result, string? reason, int? seconds, string? dead)
    {
        Assert.Equal((result, reason, seconds), (outcome.Result, outcome.Reason, (int?)outcome.RetryAfter?.TotalSeconds));
        Assert.Equal(dead is null ? null : [dead], outcome.DeadDevices);
    }
}
