using ActiveReach.Access;
using System.Net;
using System.Text.Json.Nodes;
using ActiveReach.Consent;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Inbox;

namespace ActiveReach.Functions.Tests.Engagement;

public sealed class EngagementRoadTests
{
    private const int People = 24;

    [Fact]
    public async Task Receipts_clicks_and_replies_end_up_in_the_figures()
    {
        await using var sent = await SentCampaign.StartAsync(4);
        await sent.HandOverAsync();

        await sent.PostEventsAsync(sent.Receipt(0), sent.Receipt(1), sent.Receipt(2, "Failed"), sent.Text(1, "Love it"), sent.Text(0, "STOP"));
        var click = await sent.App.Nobody.GetJsonAsync(sent.LinkTo(0));
        sent.LetTimePass();
        await sent.SettleAsync();

        var figures = await sent.AnalyticsAsync();
        Assert.Equal((HttpStatusCode.Found, "https://shop.example/new"), (click.Status, click.Headers["Location"]));
        Assert.Equal(
            [4, 2, 1, 1, 1, 1, 1],
            new[] { "recipients", "delivered", "failed", "pending", "clicked", "replied", "optedOut" }.Select(name => figures.GetProperty(name).GetInt32()));
        Assert.Equal(0.5, figures.GetProperty("rates").GetProperty("responseRate").GetDouble());
        Assert.Equal("delivered", figures.GetProperty("rateDenominators").GetProperty("responseRate").GetString());
        var responses = (await sent.App.Viewer.GetJsonAsync($"{sent.CampaignPath}/responses")).Json;
        Assert.Equal(("Love it", 1), (responses.GetProperty("items")[0].GetProperty("text").GetString(), responses.GetProperty("total").GetInt32()));
        Assert.Equal(SkipReason.OptedOut, await sent.RefusalAsync(0));
    }

    [Fact]
    public async Task Every_event_three_times_shuffled_and_before_what_it_refers_to_has_one_effect()
    {
        await using var plain = await SentCampaign.StartAsync(People);
        await plain.HandOverAsync();
        await plain.PostEventsAsync(EventsOf(plain));
        plain.LetTimePass();
        await plain.SettleAsync();

        for (var seed = 1; seed <= 2; seed++)
        {
            await using var storm = await SentCampaign.StartAsync(People);
            var events = EventsOf(storm);
            var random = new Random(seed);
            var thrice = events.Concat(events).Concat(events).OrderBy(_ => random.Next()).ToList();
            foreach (var some in thrice.Take(thrice.Count / 2).Chunk(7))
                Assert.Equal(HttpStatusCode.OK, (await storm.PostEventsAsync(some)).Status);
            await storm.HandOverAsync();
            storm.LetTimePass();
            foreach (var some in thrice.Skip(thrice.Count / 2).Chunk(7))
                Assert.Equal(HttpStatusCode.OK, (await storm.PostEventsAsync(some)).Status);
            await storm.SettleAsync();

            Assert.Empty(await storm.App.Get<IEngagementInbox>().ParkedAsync(10));
            Assert.Equal(await FiguresAsync(plain), await FiguresAsync(storm));
        }
    }

    [Fact]
    public async Task The_last_word_of_a_person_holds_in_whatever_order_the_words_arrive()
    {
        await using var sent = await SentCampaign.StartAsync(2);
        await sent.HandOverAsync();
        sent.LetTimePass();

        await sent.PostEventsAsync(sent.Text(0, "START", 30));
        await sent.SettleAsync();
        await sent.PostEventsAsync(sent.Text(0, "STOP", 20), sent.Text(1, "STOP", 40));
        await sent.SettleAsync();
        await sent.PostEventsAsync(sent.Text(1, "START", 35));
        await sent.SettleAsync();

        Assert.Null(await sent.RefusalAsync(0));
        Assert.NotNull(await sent.RefusalAsync(1));
    }

    [Fact]
    public async Task Asking_to_stop_in_other_words_holds_the_contact_back_and_is_shown()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();
        sent.LetTimePass();

        await sent.PostEventsAsync(sent.Text(0, "please stop texting me"));
        await sent.SettleAsync();

        Assert.Equal(SkipReason.HeldForReview, await sent.RefusalAsync(0));
        var review = (await sent.App.Viewer.GetJsonAsync($"{sent.CampaignPath}/responses?kind=stop_request")).Json;
        Assert.Equal(1, review.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task What_refers_to_nothing_is_parked_and_never_lost()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();
        var receipt = sent.Receipt(0);
        receipt["data"]!["tag"] = $"{sent.Run.Id}:7:7:7";

        await sent.PostEventsAsync(receipt);
        sent.LetTimePass();
        await sent.SettleAsync();

        Assert.Equal("unknown_message", Assert.Single(await sent.App.Get<IEngagementInbox>().ParkedAsync(10)).Reason);
    }

    [Fact]
    public async Task Admins_see_the_parked_events_of_their_own_workspace()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();
        foreach (var row in new[] { 7, 8, 9 })
        {
            var receipt = sent.Receipt(0, "Delivered");
            receipt["id"] = $"receipt-{row}";
            receipt["data"]!["tag"] = $"{sent.Run.Id}:7:7:{row}";
            await sent.PostEventsAsync(receipt);
        }

        sent.LetTimePass();
        await sent.SettleAsync();

        var (_, foreign) = await sent.App.Get<CreateWorkspace>().RunAsync("Zanzibar", "boss@zanzibar.example");
        var first = await sent.App.Admin.GetJsonAsync("/api/workspaces/demo/engagement/parked?limit=2");
        var second = await sent.App.Admin.GetJsonAsync($"/api/workspaces/demo/engagement/parked?limit=2&cursor={first.Text("nextCursor")}");
        var others = await sent.App.As(foreign).GetJsonAsync("/api/workspaces/zanzibar/engagement/parked");
        Assert.Equal(
            ["receipt-9 unknown_message", "receipt-8 unknown_message", "receipt-7 unknown_message"],
            first.Json.GetProperty("items").EnumerateArray().Concat(second.Json.GetProperty("items").EnumerateArray()).Select(parked => $"{parked.GetProperty("eventId")} {parked.GetProperty("reason")}"));
        Assert.Equal(("3", "0", HttpStatusCode.Forbidden), (first.Text("total"), others.Text("total"), (await sent.App.Sender.GetJsonAsync("/api/workspaces/demo/engagement/parked")).Status));
    }

    [Fact]
    public async Task Erasing_a_contact_takes_their_words_along_and_is_on_record()
    {
        await using var sent = await SentCampaign.StartAsync(2);
        await sent.HandOverAsync();
        await sent.PostEventsAsync(sent.Text(0, "I live next to the shop"), sent.Text(1, "Love it"));
        sent.LetTimePass();
        await sent.SettleAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await sent.App.Admin.SendAsync(HttpMethod.Delete, $"/api/workspaces/demo/contacts/{sent.People[0].Id}")).Status);

        var responses = (await sent.App.Viewer.GetJsonAsync($"{sent.CampaignPath}/responses")).Json;
        Assert.Equal(["", "Love it"], responses.GetProperty("items").EnumerateArray().Select(reply => reply.GetProperty("text").GetString()).Order());
        Assert.DoesNotContain(sent.People[0].Phone!, responses.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, (await sent.AnalyticsAsync()).GetProperty("replied").GetInt32());
        var audit = (await sent.App.Admin.GetJsonAsync($"/api/workspaces/demo/audit?subject={sent.People[0].Id}")).Json;
        Assert.Equal("admin@example.com contact.erased", Assert.Single(audit.GetProperty("items").EnumerateArray().Select(entry => $"{entry.GetProperty("member")} {entry.GetProperty("action")}")));
    }

    private static IReadOnlyList<JsonObject> EventsOf(SentCampaign sent) =>
    [
        .. Enumerable.Range(0, People).Select(person => sent.Receipt(person, person % 5 == 4 ? "Failed" : "Delivered")),
        .. Enumerable.Range(0, People).Where(person => person % 3 == 0).Select(person => sent.Text(person, "Yes please!")),
        .. Enumerable.Range(0, People).Where(person => person % 6 == 0).Select(person => sent.Text(person, "And another thing", 20)),
        .. Enumerable.Range(0, People).Where(person => person % 4 == 1).Select(person => sent.Text(person, "STOP", 30)),
        .. Enumerable.Range(0, People).Where(person => person % 8 == 1).Select(person => sent.Text(person, "START", 40)),
        sent.Text(2, "STOP", 50),
    ];

    /// <summary>Everything that the events could have changed, as text.</summary>
    private static async Task<string> FiguresAsync(SentCampaign sent)
    {
        var figures = (await sent.AnalyticsAsync()).GetRawText();
        var replies = (await sent.App.Viewer.GetJsonAsync($"{sent.CampaignPath}/responses?kind=all&limit=500")).Json.GetProperty("items").EnumerateArray()
            .Select(reply => $"{reply.GetProperty("contact")} {reply.GetProperty("kind")} {reply.GetProperty("text")} {reply.GetProperty("at")}").Order(StringComparer.Ordinal);
        var refusals = await Task.WhenAll(Enumerable.Range(0, People).Select(person => sent.RefusalAsync(person)));
        return string.Join('\n', replies.Prepend(figures).Concat(refusals.Select(refusal => refusal ?? "may be reached")));
    }
}
