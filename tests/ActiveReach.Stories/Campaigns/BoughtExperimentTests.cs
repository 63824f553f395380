using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

/// <summary>Experiments that are decided by what people buy.</summary>
public sealed class BoughtExperimentTests
{
    private const int Contacts = 400;

    [Theory]
    [InlineData("revenue", 60, 60, "most revenue a contact")]
    [InlineData("conversion", 8, 45, "best conversion rate")]
    public async Task What_was_bought_during_the_test_decides_what_the_rest_gets(string metric, int buyersOfA, int buyersOfB, string reason)
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ClickRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:ReplyRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        var campaign = await story.Sender.LaunchAsync(Definition(metric));
        await story.Api.UntilAsync($"campaigns/{campaign}", answer => ((string?)answer["statusReason"])?.Contains("the winner is chosen at", StringComparison.Ordinal) == true);
        var tested = Witness.Of(story.Outbox, campaign);

        // Nobody gives less for what B sells, and nobody's order counts twice, however often it is told.
        for (var time = 0; time < 2; time++)
            await story.Sender.PostAsync("events", Orders(story, tested, "A", buyersOfA, 10).Concat(Orders(story, tested, "B", buyersOfB, 20)).ToArray());
        await story.PassAsync(TimeSpan.FromHours(5));
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (long)figures["sent"]! == Contacts);

        var experiment = (await story.Viewer.GetAsync($"campaigns/{campaign}/analytics"))["experiment"]!;
        Assert.Equal(("B", "clear"), ((string)experiment["winner"]!, (string)experiment["decision"]!));
        Assert.Contains(reason, (string)experiment["reason"]!, StringComparison.Ordinal);
        Assert.Equal([buyersOfA, buyersOfB], experiment["variants"]!.AsArray().Select(variant => (int)variant!["successes"]!));
        Assert.All(Witness.Of(story.Outbox, campaign).Skip(tested.Count), line => Assert.Equal("B", (string)line["variant"]!));
    }

    [Theory]
    [InlineData("conversion", null, null, "the campaign says nowhere what counts as one")]
    [InlineData("revenue", "signed_up", null, "'signed_up' is no order")]
    [InlineData("revenue", "signed_up", "amount", null)]
    public async Task A_metric_that_nothing_could_move_is_refused(string metric, string? goal, string? value, string? refusal)
    {
        await using var story = await StoryHost.StartAsync();
        var definition = Definition(metric);
        definition.Remove("conversion");
        if (goal is not null)
            definition["conversion"] = new { @event = goal, value };
        var id = await story.Sender.DraftAsync(definition);
        if (refusal is null)
        {
            await story.Sender.PostAsync($"campaigns/{id}/submit");
            return;
        }

        var refused = await Assert.ThrowsAsync<ApiException>(() => story.Sender.PostAsync($"campaigns/{id}/submit"));
        Assert.Equal(422, refused.Status);
        Assert.Contains(refusal, refused.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, object> Definition(string metric)
    {
        var definition = Some.Test("send_control");
        definition["channels"] = new[] { new { channel = "sms" } };
        definition["variants"] = new[] { "A", "B" }.Select(id => new { id, content = new { sms = new { text = $"{id} is here" } } });
        definition["experiment"] = new { sample = 0.8, metric, duration = "PT4H", onInconclusive = "send_control" };
        definition["conversion"] = new { @event = "order_placed", window = "P7D" };
        return definition;
    }

    private static IEnumerable<object> Orders(StoryHost story, IReadOnlyList<JsonNode> tested, string variant, int buyers, decimal total) =>
        tested.Where(line => (string)line["variant"]! == variant).Take(buyers).Select(line => (string)line["contact"]!).Select(contact => (object)new
        {
            id = $"order-{contact}",
            type = "order_placed",
            contact = new { id = contact },
            time = story.Clock.GetUtcNow().AddSeconds(1),
            data = new { orderId = contact, total, currency = "USD" },
        });
}
