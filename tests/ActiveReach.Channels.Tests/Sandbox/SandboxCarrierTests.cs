using System.Text.Json;
using ActiveReach.Channels.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Channels.Tests.Sandbox;

public sealed class SandboxCarrierTests : IDisposable
{
    private readonly SandboxSetting sandbox = new SandboxSetting().Open();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task What_is_accepted_stands_in_the_outbox_when_the_answer_comes()
    {
        var answers = await sandbox.Texts.SendAsync([SandboxSetting.Message(1, "Hi {\"x\"}\n😍")], default);

        Assert.Equal(HandOverResult.Accepted, answers[0].Result);
        using var line = JsonDocument.Parse(Assert.Single(sandbox.Outbox));
        Assert.Equal("Hi {\"x\"}\n😍", line.RootElement.GetProperty("body").GetString());
        Assert.Equal(
            ["time", "channel", "to", "campaign", "run", "contact", "variant", "outlet", "idempotencyKey", "body", "messageId", "from"],
            line.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(answers[0].MessageId, line.RootElement.GetProperty("messageId").GetString());
    }

    [Fact]
    public async Task A_key_seen_before_gets_its_first_answer_and_no_second_line()
    {
        var first = await sandbox.Texts.SendAsync(SandboxSetting.Messages(1, 3), default);
        var second = await sandbox.Texts.SendAsync(SandboxSetting.Messages(2, 3), default);

        Assert.Equal([first[1], first[2]], second.Take(2));
        Assert.Equal(4, sandbox.Outbox.Length);
    }

    [Fact]
    public async Task Many_callers_with_the_same_keys_leave_one_line_a_key()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => sandbox.Texts.SendAsync(SandboxSetting.Messages(1, 100), default))));

        Assert.Equal(100, sandbox.Outbox.Length);
    }

    [Fact]
    public async Task Keys_are_known_after_a_restart_and_a_torn_line_is_cut_off()
    {
        await sandbox.Texts.SendAsync(SandboxSetting.Messages(1, 3), default);
        sandbox.Close();
        await File.AppendAllTextAsync(sandbox.Options.Outbox, "{\"time\":\"2026-12-01T10:00:00Z\",\"chann");

        sandbox.Open();
        await sandbox.Texts.SendAsync(SandboxSetting.Messages(1, 4), default);

        Assert.Equal(4, sandbox.Outbox.Length);
        Assert.All(sandbox.Outbox, line => Assert.NotNull(SandboxMessage.ReadLine(System.Text.Encoding.UTF8.GetBytes(line))));
    }

    [Theory]
    [InlineData("5550123")]
    [InlineData("+1 415 555 0123")]
    [InlineData("+")]
    [InlineData("+1415555012345678901")]
    public async Task A_number_that_is_none_is_refused_for_good(string to)
    {
        var answers = await sandbox.Texts.SendAsync([SandboxSetting.Message(1, to: to)], default);

        Assert.Equal(new HandOver(HandOverResult.Rejected, null, "invalid_number"), answers[0]);
        Assert.Empty(sandbox.Outbox);
    }

    [Fact]
    public async Task Over_the_limit_the_rest_is_deferred_until_the_first_of_the_minute_is_a_minute_old()
    {
        var clock = Limited(30);
        var first = await sandbox.Texts.SendAsync(SandboxSetting.Messages(1, 20), default);
        clock.Advance(TimeSpan.FromSeconds(45));
        var second = await sandbox.Texts.SendAsync(SandboxSetting.Messages(21, 20), default);
        clock.Advance(TimeSpan.FromSeconds(15));
        var third = await sandbox.Texts.SendAsync(SandboxSetting.Messages(41, 30), default);

        Assert.Equal([20, 10, 20], new[] { first, second, third }.Select(answers => answers.Count(answer => answer.Result == HandOverResult.Accepted)));
        Assert.Equal((HandOverResult.Deferred, "rate_limit", TimeSpan.FromSeconds(15)), (second[^1].Result, second[^1].Reason, second[^1].RetryAfter));
        Assert.Equal((HandOverResult.Deferred, TimeSpan.FromSeconds(45)), (third[^1].Result, third[^1].RetryAfter));
        Assert.Equal(new SendLimit("sandbox", Channel.Sms, 30), sandbox.Texts.Limit);
    }

    [Fact]
    public async Task The_limit_holds_over_a_restart()
    {
        var clock = Limited(30);
        await sandbox.Texts.SendAsync(SandboxSetting.Messages(1, 30), default);
        sandbox.Close();
        clock.Advance(TimeSpan.FromSeconds(30));
        sandbox.Open();
        var answers = await sandbox.Texts.SendAsync(SandboxSetting.Messages(31, 1), default);

        Assert.Equal((HandOverResult.Deferred, TimeSpan.FromSeconds(30)), (answers[0].Result, answers[0].RetryAfter));
    }

    [Fact]
    public void What_comes_back_depends_on_seed_and_key_alone()
    {
        var counts = Enumerable.Range(0, 20_000).Select(number => new SandboxDraws(7, $"run.1:0:0:{number}")).ToList();

        Assert.Equal(new SandboxDraws(7, "x").Share(SandboxDraw.Clicked), new SandboxDraws(7, "x").Share(SandboxDraw.Clicked));
        Assert.NotEqual(new SandboxDraws(8, "x").Share(SandboxDraw.Clicked), new SandboxDraws(7, "x").Share(SandboxDraw.Clicked));
        Assert.InRange(counts.Count(draws => draws.Happens(SandboxDraw.Clicked, 0.1)), 1_850, 2_150);
        Assert.InRange(counts.Count(draws => draws.Happens(SandboxDraw.Clicked, 0.1) && draws.Happens(SandboxDraw.Replied, 0.1)), 140, 260);
        Assert.InRange(counts.Average(draws => draws.Delay(SandboxDraw.Delay, 500)), 480, 520);
    }

    private FakeTimeProvider Limited(int perMinute)
    {
        sandbox.Close();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 12, 1, 10, 0, 0, TimeSpan.Zero));
        (sandbox.Options, sandbox.Clock) = (sandbox.Options with { RatePerMinute = perMinute }, clock);
        sandbox.Open();
        return clock;
    }
}
