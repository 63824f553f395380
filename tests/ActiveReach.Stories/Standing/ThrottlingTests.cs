using System.Globalization;
using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;
using ActiveReach.Stories.Client;
using Carriers.StandIn.CommunicationServices;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Standing;

/// <summary>A carrier that takes thirty texts a minute.</summary>
public sealed class ThrottlingTests
{
    private const int PerMinute = 30;

    private static readonly (string, string)[] Slow =
        [("Sandbox:RatePerMinute", "30"), ("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:ClickRate", "0")];

    [Fact]
    public async Task A_limit_is_told_before_time_has_passed_and_the_end_comes_when_it_was_said()
    {
        await using var story = await StoryHost.StartAsync(settings: Slow);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(150));
        var campaign = await story.Api.LaunchAsync(Some.Campaign());
        var told = await story.Api.UntilAsync($"campaigns/{campaign}", answer => answer["expectedEnd"] is not null);
        Assert.Contains("sandbox takes 30 SMS a minute", (string)told["statusReason"]!, StringComparison.Ordinal);
        var end = DateTimeOffset.Parse((string)told["expectedEnd"]!, CultureInfo.InvariantCulture);
        Assert.InRange(end, StoryHost.Monday.AddMinutes(4.8), StoryHost.Monday.AddMinutes(5.3));

        story.LetTimePass();
        var done = await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Null(done["expectedEnd"]);
        var times = Times(story.Outbox);
        Assert.Equal(150, times.Count);
        Pace.AssertAtMost(PerMinute, TimeSpan.FromMinutes(1), times);
        Assert.True(times[^1] <= end, $"The last went at {times[^1]:u}, after {end:u}.");
        Assert.True(times.Count / (times[^1] - times[0]).TotalMinutes >= 0.95 * PerMinute);
    }

    [Fact]
    public async Task Two_campaigns_a_pause_and_a_crash_in_between_break_no_sliding_minute()
    {
        var story = await StoryHost.StartAsync(settings: Slow);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(60));
        var one = await story.Api.LaunchAsync(Some.Campaign("one"));
        var two = await story.Api.LaunchAsync(Some.Campaign("two"));
        await story.PassAsync(TimeSpan.FromSeconds(50));
        await story.Api.PostAsync($"campaigns/{one}/pause");
        story.LetTimePass();
        await Witness.UntilAsync(story.Outbox, 40);
        story.HoldTime();
        var now = story.Clock.GetUtcNow();
        await story.CrashAsync();

        await using var again = await StoryHost.StartAsync(story.Directory, now, settings: Slow);
        await again.Api.PostAsync($"campaigns/{one}/resume");
        again.LetTimePass();
        await again.Api.UntilStatusAsync(one, "complete");
        await again.Api.UntilStatusAsync(two, "complete");
        var times = Times(again.Outbox);
        Assert.Equal(120, times.Count);
        Pace.AssertAtMost(PerMinute, TimeSpan.FromMinutes(1), times);
    }

    [Fact]
    public async Task A_small_campaign_has_half_of_the_rate_beside_a_large_one_of_many_batches()
    {
        await using var story = await StoryHost.StartAsync(settings: [.. Slow, ("ActiveReach:Delivery:Window", "16")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(4_000));
        await story.Api.ImportAsync("external_id,phone,city,consent.sms\n" + string.Concat(Enumerable.Range(1, 10).Select(number => $"g{number},+919{number:000000000},Goa,opted_in\n")));
        var large = await story.Api.LaunchAsync(To("Pune"));
        await story.Api.UntilAsync($"campaigns/{large}", answer => answer["expectedEnd"] is not null);
        story.LetTimePass();
        await Witness.UntilAsync(story.Outbox, 60);
        story.HoldTime();
        var begun = story.Clock.GetUtcNow();
        var small = await story.Api.LaunchAsync(To("Goa"));
        await story.Api.UntilAsync($"campaigns/{small}", answer => answer["expectedEnd"] is not null);
        story.LetTimePass();
        await story.Api.UntilAsync($"campaigns/{small}/analytics", figures => (long)figures["sent"]! == 10);
        story.HoldTime();

        // Alone it takes 20 seconds; after all batches of the large one that are waiting it would take minutes.
        var ended = Witness.Of(story.Outbox, small).Max(line => DateTimeOffset.Parse((string)line["time"]!, CultureInfo.InvariantCulture));
        Assert.InRange(ended - begun, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task While_some_are_sent_to_the_campaign_says_how_many_others_wait_for_their_hour()
    {
        await using var story = await StoryHost.StartAsync(settings: Slow);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(40));
        await story.Api.ImportAsync("external_id,first_name,phone,country,region,consent.sms\nw1,Ann,+12135550101,US,US-CA,opted_in\n");
        var definition = Some.Campaign();
        definition["quietHours"] = true;
        var campaign = await story.Api.LaunchAsync(definition);
        var told = await story.Api.UntilAsync($"campaigns/{campaign}", answer => answer["expectedEnd"] is not null);
        Assert.Contains("a minute", (string)told["statusReason"]!, StringComparison.Ordinal);
        Assert.EndsWith("1 recipient waits for their hour, 2026-11-23 16:00:00Z (quiet hours: texts 8-21).", (string)told["statusReason"]!, StringComparison.Ordinal);
        Assert.Equal("2026-11-23T16:00:00+00:00", (string)told["expectedEnd"]!);

        story.LetTimePass();
        await Witness.UntilAsync(story.Outbox, 40);
        await story.Api.UntilStatusAsync(campaign, "complete");
    }

    [Fact]
    public async Task Nobody_is_called_any_more_once_the_vendor_has_asked_one_batch_to_wait()
    {
        var clock = new StoryClock();
        await using var service = await AcsStandIn.StartAsync(clock);
        var answered = new TaskCompletionSource();
        service.Next([AcsFate.Refused(429, retryAfter: "600"), .. Enumerable.Repeat(AcsFate.Taken with { Until = answered.Task }, 100)]);
        await using var story = await StoryHost.StartAsync(settings:
        [
            ("ActiveReach:CommunicationServices:ConnectionString", service.ConnectionString), ("ActiveReach:CommunicationServices:SmsPerMinute", "unlimited"), ("ActiveReach:Delivery:Concurrency", "1"),
        ]);
        clock.Follow(story.Clock);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(100));
        var campaign = await story.Api.LaunchAsync(Some.Campaign());
        var limit = story.Services.GetServices<IChannelProvider>().First(provider => provider.Channel is Channel.Sms).Limit;
        await Eventually.SeenAsync("the vendor has asked to wait", async () => await story.Services.GetRequiredService<IPermits>().ClosedUntilAsync(limit), (DateTimeOffset? until) => until is not null);

        // The calls of other batches are under way; each of these would make ten more.
        answered.SetResult();
        await story.AtRestAsync();
        Assert.InRange(service.Requests.Count, 1, 30);

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal((100, 100), (service.Messages.Count, service.Messages.Select(message => message.To).Distinct().Count()));
    }

    private static Dictionary<string, object> To(string city)
    {
        var definition = Some.Campaign(city);
        definition["audience"] = new { where = new { field = "city", op = "eq", value = city } };
        return definition;
    }

    private static List<DateTimeOffset> Times(string outbox) =>
        [.. Witness.Read(outbox).Select(line => DateTimeOffset.Parse((string)line["time"]!, CultureInfo.InvariantCulture)).Order()];
}
