using System.Globalization;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Entries;

/// <summary>A campaign that stands, with two texts of which people click one seldom and the other often.</summary>
public sealed class SampledVariantsTests
{
    private const int CallsADay = 200;

    private static readonly (string, string)[] Clicks = [("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0"), ("Sandbox:ClickRateByVariant:A", "0.05"), ("Sandbox:ClickRateByVariant:B", "0.6")];

    [Fact]
    public async Task The_better_variant_gets_more_of_the_messages_of_later_days()
    {
        await using var story = await StoryHost.StartAsync(settings: Clicks);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(CallsADay));
        var definition = Standing.Api();
        definition["variants"] = new[] { Variant("A"), Variant("B") };
        definition["experiment"] = new { method = "thompson", metric = "click" };
        definition["schedule"] = new { kind = "standing", until = "2026-11-25" };
        var campaign = await story.StandAsync(definition);
        for (var day = 1; day <= 3; day++)
        {
            await story.Sender.PostAsync($"campaigns/{campaign}/fire", new { contacts = Enumerable.Range(1, CallsADay).Select(number => new { contact = new { externalId = string.Create(CultureInfo.InvariantCulture, $"c{number}") }, data = new { order = day } }) });
            await Witness.UntilAsync(story.Outbox, day * CallsADay);
            await story.PassAsync(TimeSpan.FromDays(1));
        }

        // On the first day nothing is known, and each gets half, give or take what chance never takes; then each variant gets what is probable, and never nothing.
        var days = Witness.Of(story.Outbox, campaign).GroupBy(line => (string)line["run"]!).OrderBy(run => run.Key, StringComparer.Ordinal).Select(run => run.Count(line => (string)line["variant"]! == "B")).ToList();
        Assert.Equal(3, days.Count);
        Assert.InRange(days[0], CallsADay / 4, CallsADay * 3 / 4);
        Assert.All(days.Skip(1), of => Assert.True(of > CallsADay * 4 / 5, $"B got {of} of {CallsADay}."));

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics?by=variant");
        Assert.Equal(3 * CallsADay, (int)figures["recipients"]!);
        Assert.Equal(days.Sum(), (int)figures["breakdowns"]!["variant"]!.AsArray().Single(each => (string)each!["group"]! == "B")!["sent"]!);
    }

    private static object Variant(string id) => new { id, content = new { sms = new { text = $"Hi {{{{first_name}}}}, order {{{{event.order}}}}: {{{{link 'https://shop.example/{id}'}}}}" } } };
}
