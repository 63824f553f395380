using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Figures;

/// <summary>Breakdowns of one answer are of one reading: they add up to its totals, whatever goes on meanwhile.</summary>
public sealed class BreakdownStoryTests
{
    private const int Contacts = 600;

    private static readonly string[] People = ["hour", "outlet", "variant", "run", "stage"];

    private static readonly string[] Counted =
    [
        "recipients", "sent", "delivered", "bounced", "failed", "pending", "uncertain", "opened", "clicked", "replied", "optedOut", "ignored", "converted", "attempted",
    ];

    [Fact]
    public async Task Breakdowns_add_up_to_the_totals_at_each_moment_while_a_campaign_is_sent()
    {
        await using var story = await StoryHost.StartAsync(settings:
            [("Sandbox:LatencyMs", "40"), ("Sandbox:DeliveredRate", "0.8"), ("Sandbox:ClickRate", "0.2"), ("Sandbox:ReplyRate", "0.1"), ("Sandbox:StopRate", "0.05")]);
        foreach (var name in new[] { "Camp", "Market" })
            await story.Api.PostAsync("outlets", new { name });
        await story.Api.ImportAsync(OfTwoOutlets());
        var definition = Some.Test("send_best");
        definition["delivery"] = "all";
        definition["replyWindow"] = "PT6H";
        definition["conversion"] = new { @event = "order_placed", window = "P7D", currency = "INR" };
        var campaign = await story.Sender.LaunchAsync(definition);

        // Only the test is sent before time passes, so one answer is given while others wait.
        var analytics = $"campaigns/{campaign}/analytics?by=hour,outlet,variant,channel,run,stage";
        await UntilAsync(figures => (long)figures["sent"]! is > 0 and < Contacts);
        story.LetTimePass();
        var shop = ShopAsync(story);
        await UntilAsync(figures => (bool)figures["final"]!);
        await shop;
        var final = await story.Viewer.GetAsync(analytics);
        AddUp(final);
        Assert.True((long)final["converted"]! > 0 && (decimal)final["revenue"]! > 0 && (decimal)final["otherRevenue"]!["USD"]! > 0, "Nobody's order counted.");
        Assert.Equal(Contacts, (long)final["recipients"]!);
        Assert.Equal((2, 2, 2), (Groups(final, "outlet"), Groups(final, "variant"), Groups(final, "channel")));
        Assert.Equal((1, 2), (Groups(final, "run"), Groups(final, "stage")));
        Assert.True(Groups(final, "hour") >= 2, "The test and the rest were handed over four hours apart.");
        foreach (var by in new[] { "hour", "outlet", "variant", "channel", "run" })
        {
            var alone = await story.Viewer.GetAsync($"campaigns/{campaign}/analytics?by={by}");
            Assert.Equal(final["breakdowns"]![by]!.ToJsonString(), alone["breakdowns"]![by]!.ToJsonString());
            Assert.Single(alone["breakdowns"]!.AsObject());
        }

        Task<JsonNode> UntilAsync(Func<JsonNode, bool> isThere) => story.Api.UntilAsync(analytics, figures =>
        {
            AddUp(figures);
            return isThere(figures);
        });
    }

    private static void AddUp(JsonNode figures)
    {
        Adds(figures);
        foreach (var by in People)
        {
            foreach (var name in Counted)
                Assert.Equal((by, name, (long)figures[name]!), (by, name, Each(figures, by).Sum(group => (long)group[name]!)));
            foreach (var group in Each(figures, by))
                Adds(group);
            Earns(figures, by);
        }

        // Each conversion is credited to one message: those of the channels add up to those of the people.
        Earns(figures, "channel");
        Assert.Equal((long)figures["converted"]!, Each(figures, "channel").Sum(group => (long)group["converted"]!));

        // By channel it is messages: each group is that of attempts, with a sum of its own.
        foreach (var group in Each(figures, "channel"))
        {
            Adds(group);
            foreach (var name in Counted)
                Assert.Equal((name, (long)figures["attempts"]![(string)group["group"]!]![name]!), (name, (long)group[name]!));
        }
    }

    private static void Earns(JsonNode figures, string by)
    {
        Assert.Equal((by, (decimal)figures["revenue"]!), (by, Each(figures, by).Sum(group => (decimal)group["revenue"]!)));
        Assert.Equal((by, InDollars(figures)), (by, Each(figures, by).Sum(InDollars)));
    }

    private static decimal InDollars(JsonNode figures) => (decimal?)figures["otherRevenue"]?["USD"] ?? 0;

    /// <summary>Orders of anybody, some told twice, some refunded, some cancelled.</summary>
    private static async Task ShopAsync(StoryHost story)
    {
        var chance = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var events = Enumerable.Range(0, 5).Select(_ => chance.Next(300)).Select(order => (object)(chance.Next(6) switch
            {
                0 => Event($"back-{order}", "order_refunded", order, new { orderId = $"o{order}", amount = 1.25, currency = Currency(order) }),
                1 => Event($"gone-{order}", "order_cancelled", order, new { orderId = $"o{order}" }),
                _ => Event($"order-{order}", "order_placed", order, new { orderId = $"o{order}", total = 10 + (order / 4m), currency = Currency(order) }),
            }));
            await story.Sender.PostAsync("events", events.ToArray());
            await Task.Yield();
        }
    }

    private static object Event(string id, string type, int order, object data) => new { id, type, contact = new { externalId = $"c{(order * 7 % Contacts) + 1}" }, data };

    private static string Currency(int order) => order % 5 == 0 ? "USD" : "INR";

    private static void Adds(JsonNode figures) => Assert.Equal((long)figures["recipients"]!, figures.Outcomes());

    private static int Groups(JsonNode figures, string by) => Each(figures, by).Count(group => (string)group["group"]! != "none" && (long)group["recipients"]! > 0);

    private static IEnumerable<JsonNode> Each(JsonNode figures, string by) => figures["breakdowns"]![by]!.AsArray().Select(group => group!);

    private static string OfTwoOutlets() => "external_id,first_name,phone,email,outlet,consent.sms,consent.email\n" + string.Concat(Enumerable.Range(1, Contacts)
        .Select(number => $"c{number},Asha,+9198{number:00000000},c{number}@example.com,{(number % 3 == 0 ? "Camp" : "Market")},opted_in,opted_in\n"));
}
