using ActiveReach.Channels.CommunicationServices;
using Carriers.StandIn.CommunicationServices;
using Microsoft.Extensions.Logging.Abstractions;
using static ActiveReach.Channels.Tests.CommunicationServices.AcsSetting;

namespace ActiveReach.Channels.Tests.CommunicationServices;

public sealed class AcsSmsProviderTests
{
    [Fact]
    public async Task A_text_is_taken_with_its_sender_tag_and_id()
    {
        await using var setting = await StartAsync();
        var answer = await setting.SendTextAsync();

        var taken = Assert.Single(setting.Service.Messages);
        Assert.Equal(new HandOver(HandOverResult.Accepted, taken.MessageId), answer);
        Assert.Equal(("+18005550100", "+14155550001", "It's here", "run.1:0:0:1"), (taken.From, taken.To, taken.Text, taken.Tag));
        Assert.Empty(setting.Service.Faults);
    }

    [Fact]
    public async Task An_identity_shows_its_token_in_place_of_a_signature()
    {
        await using var setting = await StartWithIdentityAsync();
        Assert.Equal(HandOverResult.Accepted, (await setting.SendTextAsync()).Result);
        Assert.Equal(HandOverResult.Accepted, (await setting.SendMailAsync()).Result);
        Assert.Empty(setting.Service.Faults);
    }

    [Fact]
    public async Task A_key_that_is_not_the_resources_sends_nothing_and_fails_nobody()
    {
        await using var setting = await StartAsync();
        var options = new AcsOptions { Endpoint = setting.Service.Endpoint, AccessKey = new byte[32] };
        var stranger = new AcsSmsProvider(options, new AcsRequests(options, NullLogger<AcsRequests>.Instance));

        Assert.Equal([new HandOver(HandOverResult.Deferred, null, "not_authorized")], await stranger.SendAsync([Text()], default));
        Assert.Equal(["another signature"], setting.Service.Faults);
    }

    [Fact]
    public async Task One_call_carries_a_text_to_a_hundred_people_and_each_is_answered_for()
    {
        await using var setting = await StartAsync();
        setting.Service.Refused["+14155550002"] = (400, "Invalid To phone number format.");
        setting.Service.Refused["+14155550003"] = (503, "ServiceUnavailable");
        setting.Service.Refused["+14155550004"] = (429, "TooManyRequests");
        setting.Service.Refused["+14155550005"] = (404, "Not found");

        var answers = await setting.Texts.SendAsync([.. Enumerable.Range(1, 100).Select(number => Text(number))], default);

        Assert.Single(setting.Service.Requests);
        Assert.Equal(96, answers.Count(answer => answer.Result is HandOverResult.Accepted));
        Assert.Equal(
            [
                new HandOver(HandOverResult.Rejected, null, "invalid_number"),
                new HandOver(HandOverResult.Unknown, null),
                new HandOver(HandOverResult.Deferred, null, "rate_limit"),
                new HandOver(HandOverResult.Rejected, null, "rejected"),
            ],
            answers.Skip(1).Take(4));
        Assert.All(setting.Service.Messages, message => Assert.Null(message.Tag));
    }

    [Fact]
    public async Task Two_messages_to_one_number_are_two()
    {
        await using var setting = await StartAsync();
        var answers = await setting.Texts.SendAsync([Text(1, to: Phone), Text(2, to: Phone)], default);
        Assert.Equal(2, setting.Service.Messages.Count);
        Assert.Equal(setting.Service.Messages.Select(message => message.MessageId), answers.Select(answer => answer.MessageId));
    }

    [Fact]
    public void Only_the_same_words_of_the_same_sender_share_a_call()
    {
        var texts = new AcsSmsProvider(new AcsOptions { Endpoint = new Uri("https://shop.communication.azure.com") }, null!);
        Assert.Equal(texts.SharedBy(Text(1)), texts.SharedBy(Text(2)));
        Assert.NotEqual(texts.SharedBy(Text(1)), texts.SharedBy(Text(1, "Other words")));
        Assert.NotEqual(texts.SharedBy(Text(1)), texts.SharedBy(Text(1) with { From = "SHOP" }));
    }

    [Fact]
    public async Task A_repeat_after_a_broken_connection_is_answered_with_the_first_id_and_sent_once()
    {
        await using var setting = await StartAsync();
        setting.Service.Next(AcsFate.TakenAndBroken);
        var message = Text();
        await Assert.ThrowsAnyAsync<Exception>(() => setting.SendTextAsync(message));

        var again = await setting.SendTextAsync(message);
        Assert.Equal(new HandOver(HandOverResult.Accepted, Assert.Single(setting.Service.Messages).MessageId), again);
        Assert.Equal(1, setting.Service.Repeats);
    }

    [Fact]
    public async Task A_call_that_is_given_up_throws_and_its_repeat_is_sent_once()
    {
        await using var setting = await StartAsync();
        setting.Service.Next(AcsFate.TakenAndSilent);
        using var timeout = new CancellationTokenSource();
        var message = Text();
        var call = setting.SendTextAsync(message, timeout.Token);
        await Eventually.SeenAsync("the service has it", () => setting.Service.Messages.Count, count => count == 1);
        await timeout.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(HandOverResult.Accepted, (await setting.SendTextAsync(message)).Result);
        Assert.Single(setting.Service.Messages);
    }

    [Fact]
    public async Task An_answer_that_makes_no_sense_leaves_the_message_in_doubt_and_the_repeat_clears_it_up()
    {
        await using var setting = await StartAsync();
        setting.Service.Next(AcsFate.TakenAndGarbled);
        var message = Text();
        Assert.Equal(HandOverResult.Unknown, (await setting.SendTextAsync(message)).Result);
        Assert.Equal(HandOverResult.Accepted, (await setting.SendTextAsync(message)).Result);
        Assert.Single(setting.Service.Messages);
    }

    [Fact]
    public async Task A_slow_answer_is_an_answer()
    {
        await using var setting = await StartAsync();
        var held = new TaskCompletionSource();
        setting.Service.Next(AcsFate.Taken with { Until = held.Task });
        var call = setting.SendTextAsync();
        await Eventually.SeenAsync("the service has it", () => setting.Service.Messages.Count, count => count == 1);
        Assert.False(call.IsCompleted);
        held.SetResult();
        Assert.Equal(HandOverResult.Accepted, (await call).Result);
    }

    [Theory]
    [InlineData(400, null, HandOverResult.Rejected, "refused", null)]
    [InlineData(401, null, HandOverResult.Deferred, "not_authorized", null)]
    [InlineData(403, "7", HandOverResult.Deferred, "not_authorized", 7)]
    [InlineData(404, null, HandOverResult.Rejected, "refused", null)]
    [InlineData(408, null, HandOverResult.Unknown, null, null)]
    [InlineData(409, null, HandOverResult.Unknown, null, null)]
    [InlineData(412, null, HandOverResult.Unknown, null, null)]
    [InlineData(413, null, HandOverResult.Rejected, "too_large", null)]
    [InlineData(429, "42", HandOverResult.Deferred, "rate_limit", 42)]
    [InlineData(429, null, HandOverResult.Deferred, "rate_limit", null)]
    [InlineData(429, "0", HandOverResult.Deferred, "rate_limit", 1)]
    [InlineData(429, "999999999", HandOverResult.Deferred, "rate_limit", 86_400)]
    [InlineData(500, null, HandOverResult.Unknown, null, null)]
    [InlineData(502, null, HandOverResult.Unknown, null, null)]
    [InlineData(503, null, HandOverResult.Unknown, null, null)]
    [InlineData(503, "9", HandOverResult.Deferred, "unavailable", 9)]
    public async Task Each_refusal_has_one_meaning(int status, string? retryAfter, HandOverResult result, string? reason, int? seconds)
    {
        await using var setting = await StartAsync();
        setting.Service.Next(AcsFate.Refused(status, retryAfter: retryAfter), AcsFate.Refused(status, retryAfter: retryAfter));
        var expected = new HandOver(result, null, reason, seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);

        Assert.Equal(expected, await setting.SendTextAsync());
        Assert.Equal(expected, await setting.SendMailAsync());
        Assert.Empty(setting.Service.Messages);
        Assert.Equal(2, setting.Service.Requests.Count);
    }

    [Fact]
    public async Task A_time_to_come_back_is_understood_as_a_wait()
    {
        await using var setting = await StartAsync();
        setting.Service.Next(AcsFate.Refused(429, retryAfter: TimeProvider.System.GetUtcNow().AddMinutes(2).ToString("r", null)));
        Assert.InRange((await setting.SendTextAsync()).RetryAfter!.Value, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(121));
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_has_sent_nothing()
    {
        await using var setting = await StartAsync();
        var options = new AcsOptions { Endpoint = new Uri("http://127.0.0.1:1"), AccessKey = new byte[32] };
        var nobody = new AcsSmsProvider(options, new AcsRequests(options, NullLogger<AcsRequests>.Instance));
        Assert.Equal([new HandOver(HandOverResult.Deferred, null, "unavailable", TimeSpan.FromSeconds(10))], await nobody.SendAsync([Text()], default));
    }

    [Fact]
    public async Task A_repeat_that_comes_too_late_stays_in_doubt()
    {
        await using var setting = await StartAsync();
        Assert.Equal(HandOverResult.Unknown, (await setting.SendTextAsync(Text(firstSent: TimeProvider.System.GetUtcNow().AddMinutes(-6)))).Result);
        Assert.True(setting.Texts.RepeatWindow < TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task More_than_the_service_takes_is_refused_with_its_reason_before_it_is_asked()
    {
        await using var setting = await StartAsync();
        Assert.Equal(new HandOver(HandOverResult.Rejected, null, "text_too_long"), await setting.SendTextAsync(Text(text: new string('a', 2049))));
        Assert.Equal(new HandOver(HandOverResult.Rejected, null, "too_large"), await setting.SendMailAsync(Mail(text: new string('a', 6 * 1024 * 1024))));
        Assert.Equal(HandOverResult.Accepted, (await setting.SendTextAsync(Text(text: new string('a', 2048)))).Result);
        await Assert.ThrowsAsync<ArgumentException>(() => setting.Texts.SendAsync([.. Enumerable.Range(1, 101).Select(number => Text(number))], default));
        Assert.Single(setting.Service.Requests);
    }
}
