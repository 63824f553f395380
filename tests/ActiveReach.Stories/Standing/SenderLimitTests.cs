using System.Globalization;
using ActiveReach.Stories.Client;
using Carriers.StandIn.Twilio;

namespace ActiveReach.Stories.Standing;

/// <summary>Limits of senders, by what Twilio sees on the story's clock.</summary>
public sealed class SenderLimitTests
{
    private const string Long = "+15005550006";
    private const string Fast = "+15005550007";

    [Fact]
    public async Task Each_sender_has_a_limit_of_its_own_and_the_status_tells_that_of_the_sender_in_use()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio, ("PerMinute", "20"), ("PerMinuteOfSender:15005550007", "60"));
        await ShopsAsync(story, 40);
        var campaign = await story.Api.LaunchAsync(Texts("Hi {{first_name}}"));
        var told = await story.Api.UntilAsync($"campaigns/{campaign}", answer => answer["expectedEnd"] is not null);
        Assert.Contains($"takes 20 SMS segments a minute for the sender {Long}", (string)told["statusReason"]!, StringComparison.Ordinal);
        var end = DateTimeOffset.Parse((string)told["expectedEnd"]!, CultureInfo.InvariantCulture);

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var (slow, fast) = (Times(twilio, Long), Times(twilio, Fast));
        Assert.Equal((40, 40, 80), (slow.Count, fast.Count, twilio.Texts.Select(text => text.To).Distinct().Count()));
        Pace.AssertAtMost(20, TimeSpan.FromMinutes(1), slow);
        Pace.AssertAtMost(60, TimeSpan.FromMinutes(1), fast);
        Assert.True(slow[^1] <= end, $"The last went at {slow[^1]:u}, after {end:u}.");

        // Neither waits for the other's turn.
        Assert.True(fast[^1] - fast[0] < TimeSpan.FromSeconds(100), $"{fast[^1] - fast[0]} for 40 at 60 a minute.");
        Assert.True(slow[^1] - slow[0] < TimeSpan.FromSeconds(150), $"{slow[^1] - slow[0]} for 40 at 20 a minute.");
    }

    [Fact]
    public async Task Before_sending_and_in_an_account_of_a_workspace_the_limit_of_the_sender_counts()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StoryHost.StartAsync(settings: [("ActiveReach:ProviderAccounts:PrivateAddresses", "true")]);
        twilio.Clock = story.Clock;
        await story.Api.PostAsync("providers", new
        {
            provider = "twilio",
            channels = new[] { "sms" },
            settings = new { accountSid = TwilioStandIn.Account, authToken = TwilioStandIn.Token, endpoint = twilio.Address, perMinuteOfSender = new Dictionary<string, int> { [Long[1..]] = 12 } },
        });
        await story.Api.PatchAsync("settings", new { senders = new { sms = Long } });
        await story.Api.ImportAsync(Campaigning.ContactsCsv(24));
        var draft = await story.Api.DraftAsync(Texts("Hi {{first_name}}"));
        var before = (await story.Api.GetAsync($"campaigns/{draft}/preflight"))["channels"]!.AsArray().Single()!;
        Assert.Equal((12, Long), ((int)before["perMinute"]!, (string)before["limitedSender"]!));
        Assert.InRange(DateTimeOffset.Parse((string)before["endsAt"]!, CultureInfo.InvariantCulture), StoryHost.Monday.AddMinutes(1.9), StoryHost.Monday.AddMinutes(2.2));

        await story.Api.PostAsync($"campaigns/{draft}/launch");
        story.LetTimePass();
        await story.Api.UntilStatusAsync(draft, "complete");
        var times = Times(twilio, Long);
        Assert.Equal(24, times.Count);
        Pace.AssertAtMost(12, TimeSpan.FromMinutes(1), times);
    }

    [Fact]
    public async Task Senders_of_one_brand_share_its_limit()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio, ("SendersTogether:acme", $"{Long[1..]},{Fast[1..]}"), ("PerMinuteOfSender:acme", "20"));
        await ShopsAsync(story, 20);
        var campaign = await story.Api.LaunchAsync(Texts("Hi {{first_name}}"));
        await story.Api.UntilAsync($"campaigns/{campaign}", answer => ((string?)answer["statusReason"])?.Contains("takes 20 SMS segments a minute for the sender acme", StringComparison.Ordinal) == true);

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal((20, 20), (Times(twilio, Long).Count, Times(twilio, Fast).Count));
        Pace.AssertAtMost(20, TimeSpan.FromMinutes(1), [.. Times(twilio, Long).Concat(Times(twilio, Fast)).Order()]);
    }

    [Fact]
    public async Task No_second_has_more_than_a_limit_by_the_second()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio, ("PerSecondOfSender:15005550006", "2"));
        var campaign = await LaunchAsync(story, 120, "Hi {{first_name}}");
        var told = await story.Api.UntilAsync($"campaigns/{campaign}", answer => answer["expectedEnd"] is not null);
        Assert.Contains($"takes 2 SMS segments a second for the sender {Long}", (string)told["statusReason"]!, StringComparison.Ordinal);

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var times = Times(twilio, Long);
        Assert.Equal(120, times.Count);
        Pace.AssertAtMost(2, TimeSpan.FromSeconds(1), times);
        Assert.InRange(times[^1] - times[0], TimeSpan.FromSeconds(58), TimeSpan.FromSeconds(75));
    }

    [Fact]
    public async Task A_text_of_several_segments_takes_as_many_and_one_of_more_than_go_at_once_goes_too()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio, ("PerMinute", "60"));
        var campaign = await LaunchAsync(story, 40, $"Hi {{{{first_name}}}} {new string('a', 380)}");
        var told = await story.Api.UntilAsync($"campaigns/{campaign}", answer => answer["expectedEnd"] is not null && ((string)answer["statusReason"]!).Contains("takes 60 SMS segments a minute", StringComparison.Ordinal));
        await story.AtRestAsync();
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        // Three each.
        var times = Times(twilio, Long);
        Assert.Equal(40, times.Count);
        Pace.AssertAtMost(20, TimeSpan.FromMinutes(1), times);
        Assert.InRange(times[^1] - times[0], TimeSpan.FromSeconds(114), TimeSpan.FromSeconds(130));
        Assert.NotNull(told["expectedEnd"]);
    }

    [Fact]
    public async Task A_text_of_more_segments_than_the_limit_has_goes_and_the_next_waits_the_longer()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio, ("PerSecondOfSender:15005550006", "1"));
        var campaign = await LaunchAsync(story, 5, $"Hi {{{{first_name}}}} {new string('a', 700)}");
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var times = Times(twilio, Long);
        Assert.Equal(5, times.Count);
        Pace.AssertAtMost(1, TimeSpan.FromSeconds(5), times);
        Assert.InRange(times[^1] - times[0], TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(24));
    }

    private static async Task ShopsAsync(StoryHost story, int peopleEach)
    {
        await story.Api.PatchAsync("settings", new { senders = new { sms = Long } });
        await story.Api.PostAsync("outlets", new { name = "Fast", senders = new { sms = Fast } });
        await story.Api.ImportAsync("external_id,first_name,phone,outlet,consent.sms\n" + string.Concat(Enumerable.Range(1, 2 * peopleEach).Select(number => $"p{number},Asha,+9198{number:00000000},{(number % 2 == 0 ? "Fast" : "")},opted_in\n")));
    }

    /// <summary>Sends a text to so many people from the long number.</summary>
    private static async Task<string> LaunchAsync(StoryHost story, int people, string text)
    {
        await story.Api.PatchAsync("settings", new { senders = new { sms = Long } });
        await story.Api.ImportAsync(Campaigning.ContactsCsv(people));
        return await story.Api.LaunchAsync(Texts(text));
    }

    private static Dictionary<string, object> Texts(string text)
    {
        var definition = Some.Campaign();
        definition["variants"] = new[] { new { id = "A", content = new { sms = new { text } } } };
        return definition;
    }

    private static async Task<StoryHost> StartAsync(TwilioStandIn twilio, params (string Key, string Value)[] own)
    {
        var story = await StoryHost.StartAsync(settings:
        [
            ("ActiveReach:Twilio:AccountSid", TwilioStandIn.Account), ("ActiveReach:Twilio:AuthToken", TwilioStandIn.Token), ("ActiveReach:Twilio:Endpoint", twilio.Address),
            .. own.Select(each => ($"ActiveReach:Twilio:{each.Key}", each.Value)),
        ]);
        twilio.Clock = story.Clock;
        return story;
    }

    private static List<DateTimeOffset> Times(TwilioStandIn twilio, string sender) => [.. twilio.Texts.Where(text => text.From == sender).Select(text => text.At).Order()];
}
