using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Figures;

/// <summary>Figures of whole campaigns: when they are final, what they are shares of, and what the carrier says to them.</summary>
public sealed class FigureStoryTests
{
    private const int Contacts = 60;

    private static readonly string[] Actions = ["sent", "delivered", "bounced", "failed", "pending", "opened", "clicked", "replied", "opted_out", "ignored"];

    [Fact]
    public async Task A_campaign_is_complete_before_its_late_receipts_are_in_and_final_only_after_them()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:EventDelayMs", "3600000"), ("Sandbox:ReorderRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        story.LetTimePass();
        var campaign = await story.Sender.LaunchAsync(Some.Campaign());
        await story.Api.UntilStatusAsync(campaign, "complete");

        var final = await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures =>
        {
            Assert.True(!(bool)figures["final"]! || (long)figures["pending"]! == 0, figures.ToJsonString());
            return (bool)figures["final"]!;
        });
        var run = (await story.Api.GetAsync($"campaigns/{campaign}/runs"))["items"]![0]!;
        Assert.True(run["finalAt"]!.GetValue<DateTimeOffset>() > run["completedAt"]!.GetValue<DateTimeOffset>().AddMinutes(10));
        Assert.Equal(run["finalAt"]!.GetValue<DateTimeOffset>(), final["asOf"]!.GetValue<DateTimeOffset>());
        await story.Api.UntilAsync($"campaigns/{campaign}", answer => (string?)answer["statusReason"] == "The reply window is over and the figures are final.");
    }

    [Fact]
    public async Task Without_receipts_figures_are_final_when_their_time_is_over_and_stay_so_when_receipts_come_after_all()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:EventDelayMs", "86400000"), ("Sandbox:ReorderRate", "0"), ("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        await story.Api.PatchAsync("settings", new { receiptWait = "PT1H" });
        story.LetTimePass();
        var campaign = await story.Sender.LaunchAsync(Some.Campaign());
        var final = await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (bool)figures["final"]!);
        var run = (await story.Api.GetAsync($"campaigns/{campaign}/runs"))["items"]![0]!;
        Assert.Equal(run["settledAt"]!.GetValue<DateTimeOffset>().AddHours(1), run["finalAt"]!.GetValue<DateTimeOffset>(), TimeSpan.FromSeconds(2));
        Assert.True((long)final["pending"]! > 0);
        Assert.Contains("never reported", (string)final["explained"]!["pending"]!, StringComparison.Ordinal);

        await story.PassAsync(TimeSpan.FromDays(3));
        Assert.Equal(final.ToJsonString(), (await story.Api.GetAsync($"campaigns/{campaign}/analytics")).ToJsonString());
    }

    [Fact]
    public async Task A_cancelled_campaign_is_final_when_the_receipts_of_what_was_sent_are_in()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:EventDelayMs", "60000")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT6H";
        var campaign = await story.Sender.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "active");
        await story.Sender.PostAsync($"campaigns/{campaign}/cancel");
        Assert.False((bool)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["final"]!);
        story.LetTimePass();

        var final = await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (bool)figures["final"]!);
        Assert.Equal((0, Contacts), ((long)final["pending"]!, final.Outcomes()));
        Assert.Equal(0, (long)final["ignored"]!);
    }

    [Fact]
    public async Task Each_rate_is_a_share_of_its_own_channel_and_opens_of_those_who_got_what_can_be_opened()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "0.8"), ("Sandbox:OpenRate", "0.5"), ("Sandbox:ReplyRate", "0.3"), ("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(TextOrMail());
        story.LetTimePass();
        var campaign = await story.Sender.LaunchAsync(OnBoth("all"));
        var figures = await story.Api.UntilAsync($"campaigns/{campaign}/analytics", answer => (bool)answer["final"]!);

        var (sms, email) = (figures["attempts"]!["sms"]!, figures["attempts"]!["email"]!);
        Assert.True((long)email["opened"]! > 0 && (long)sms["bounced"]! == 0 && (long)email["bounced"]! > 0, figures.ToJsonString());
        Assert.Null(sms["rates"]!["openRate"]);
        Assert.True(sms["rates"]!.AsObject().ContainsKey("openRate"));
        Assert.Equal((double)email["opened"]! / (long)email["delivered"]!, (double)email["rates"]!["openRate"]!, 1e-6);
        Assert.Equal((double)figures["opened"]! / (long)email["delivered"]!, (double)figures["rates"]!["openRate"]!, 1e-6);
        Assert.Equal((double)sms["clicked"]! / (long)sms["delivered"]!, (double)sms["rates"]!["ctr"]!, 1e-6);
        Assert.Equal((double)sms["replied"]! / (long)sms["delivered"]!, (double)sms["rates"]!["responseRate"]!, 1e-6);
        Assert.Null(email["rates"]!["responseRate"]);
        Assert.Equal((double)figures["replied"]! / (long)figures["delivered"]!, (double)figures["rates"]!["responseRate"]!, 1e-6);
        foreach (var (rate, denominator) in figures["rateDenominators"]!.AsObject())
            Assert.True(figures["rates"]!.AsObject().ContainsKey(rate) && figures.AsObject().ContainsKey((string)denominator!), $"{rate} is a share of {denominator}.");
    }

    [Fact]
    public async Task A_mail_without_html_has_no_open_rate_and_a_text_without_a_link_no_click_rate()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "1"), ("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(5));
        story.LetTimePass();
        var definition = OnBoth("all");
        definition["variants"] = new[] { new { id = "A", content = new { sms = new { text = "Hi {{first_name}}" }, email = new { subject = "Hi", text = "Hello" } } } };
        var campaign = await story.Sender.LaunchAsync(definition);
        var figures = await story.Api.UntilAsync($"campaigns/{campaign}/analytics", answer => (bool)answer["final"]!);

        Assert.Equal((5, 0), ((long)figures["delivered"]!, (long)figures["openable"]!));
        Assert.Equal((null, null, null), (figures["rates"]!["openRate"], figures["rates"]!["ctr"], figures["attempts"]!["email"]!["rates"]!["openRate"]));
        Assert.NotNull(figures["rates"]!["responseRate"]);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("first_reachable")]
    public async Task Sent_is_what_the_carrier_took_and_lists_are_as_long_as_figures_on_several_channels(string delivery)
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "0.6"), ("Sandbox:StopRate", "0.1"), ("Sandbox:ReplyRate", "0.2"), ("Sandbox:ClickRate", "0.3")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        story.LetTimePass();
        var campaign = await story.Sender.LaunchAsync(OnBoth(delivery));
        var figures = await story.Api.UntilAsync($"campaigns/{campaign}/analytics", answer => (bool)answer["final"]!);

        var taken = Witness.Of(story.Outbox, campaign);
        Assert.Equal(taken.Select(line => (string)line["contact"]!).Distinct().Count(), (long)figures["sent"]!);
        foreach (var channel in taken.GroupBy(line => (string)line["channel"]!))
            Assert.Equal((channel.Key, channel.Count()), (channel.Key, (long)figures["attempts"]![channel.Key]!["sent"]!));
        Assert.Equal(Contacts, figures.Outcomes());
        foreach (var action in Actions)
        {
            var figure = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(action is "opted_out" ? "OptedOut" : action);
            var listed = await story.Viewer.GetAsync($"campaigns/{campaign}/recipients?action={action}&limit=200");
            Assert.Equal((action, (long)figures[figure]!), (action, (long)listed["total"]!));
            Assert.Equal((long)listed["total"]!, listed["items"]!.AsArray().Select(item => (string)item!["contact"]!).Distinct().Count());
        }

        foreach (var (deed, figure) in new[] { ("received", "sent"), ("delivered", "delivered"), ("clicked", "clicked"), ("replied", "replied"), ("ignored", "ignored") })
            Assert.Equal((deed, (long)figures[figure]!), (deed, (long)(await story.Viewer.PostAsync("audience/preview", new { where = new { did = deed, campaign } }))["total"]!));
    }

    private static string TextOrMail() => "external_id,first_name,phone,email,consent.sms,consent.email\n" + string.Concat(Enumerable.Range(1, Contacts)
        .Select(number => number % 2 == 0 ? $"c{number},A,+9198{number:00000000},,opted_in,\n" : $"c{number},A,,c{number}@example.com,,opted_in\n"));

    private static Dictionary<string, object> OnBoth(string delivery)
    {
        var definition = Some.Campaign();
        definition["channels"] = new[] { new { channel = "sms" }, new { channel = "email" } };
        definition["delivery"] = delivery;
        definition["replyWindow"] = "PT6H";
        definition["variants"] = new[]
        {
            new
            {
                id = "A",
                content = new
                {
                    sms = new { text = "Hi {{first_name}}: {{link 'https://shop.example/a'}}" },
                    email = new { subject = "It's here", html = "<html><body><p>See <a href=\"https://shop.example/a\">it</a></p></body></html>" },
                },
            },
        };
        return definition;
    }
}
