using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Reports;
using ActiveReach.Functions.Tests.Engagement;
using ActiveReach.Functions.Tests.Fixture;
using Contracts.Conversions;

namespace ActiveReach.Functions.Tests.Analytics;

/// <summary>What people did after a message, and what it was worth, as every surface tells it. Messages were handed over at <see cref="SentCampaign.Start"/>.</summary>
public sealed class RevenueTests
{
    private static readonly ConversionGoal Orders = new() { Event = "order_placed", Window = TimeSpan.FromMinutes(2), Currency = "INR" };

    [Fact]
    public async Task Whoever_did_it_within_the_window_counts_once_on_every_surface()
    {
        await using var sent = await StartAsync(8, Orders with { Event = "bought" }, person => person % 2 == 0 ? "A" : "B");
        await TellAsync(sent, Event("1", 0, "bought", 0), Event("2", 0, "bought", 60), Event("3", 1, "bought", 120), Event("4", 2, "bought", -1), Event("5", 3, "bought", 121), Event("6", 4, "looked", 0));

        var figures = await sent.AnalyticsAsync("?by=channel,variant,outlet,run,stage,hour");
        Assert.Equal((2, 0m), Told(figures));
        foreach (var by in figures.GetProperty("breakdowns").EnumerateObject())
            Assert.Equal((by.Name, 2), (by.Name, by.Value.EnumerateArray().Sum(group => group.GetProperty("converted").GetInt32())));
        Assert.Equal([("A", 1), ("B", 1)], figures.GetProperty("breakdowns").GetProperty("variant").EnumerateArray().Select(group => (group.GetProperty("group").GetString()!, group.GetProperty("converted").GetInt32())));
        Assert.Equal(["p0", "p1"], (await sent.RecipientsAsync("converted")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("externalId").GetString()).Order());
        Assert.Equal(2, await sent.CountAsync(new { did = "converted", campaign = sent.Run.Campaign.Value }));
    }

    [Fact]
    public async Task Revenue_is_what_is_left_of_the_orders_in_the_currency_of_the_campaign()
    {
        await using var sent = await StartAsync(6, Orders, person => person < 3 ? "A" : "B");
        await TellAsync(sent, Order("1", 0, 100.5m), Order("2", 1, 40), Order("3", 3, 70), Order("4", 4, 9, "USD"));
        var figures = await sent.AnalyticsAsync("?by=variant");
        Assert.Equal((4, 210.5m), Told(figures));
        Assert.Equal(("INR", "last_touch", """{"USD":9}"""), (figures.GetProperty("currency").GetString(), figures.GetProperty("attribution").GetString(), figures.GetProperty("otherRevenue").GetRawText()));
        Assert.Equal([140.5m, 70m], figures.GetProperty("breakdowns").GetProperty("variant").EnumerateArray().Select(group => group.GetProperty("revenue").GetDecimal()));

        await TellAsync(sent, Order("1", 0, 100.5m), Order("1-again", 0, 100.5m, orderId: "o-1"), Event("r", 0, "order_refunded", 50, new { orderId = "o-1", amount = 0.5, currency = "INR" }), Event("c", 3, "order_cancelled", 50, new { orderId = "o-3" }));
        Assert.Equal((3, 140m), Told(await sent.AnalyticsAsync()));
    }

    [Fact]
    public async Task The_first_order_of_somebody_counts_unless_the_campaign_counts_all_and_the_next_where_the_first_is_cancelled()
    {
        await using var once = await StartAsync(2, Orders);
        await TellAsync(once, Order("2", 0, 20, second: 90), Order("1", 0, 10, second: 30));
        Assert.Equal((1, 10m), Told(await once.AnalyticsAsync()));
        await TellAsync(once, Event("c", 0, "order_cancelled", 95, new { orderId = "o-1" }));
        Assert.Equal((1, 20m), Told(await once.AnalyticsAsync()));

        await using var all = await StartAsync(2, Orders with { Count = ConversionCount.All, Value = "margin" });
        await TellAsync(all, Event("1", 0, "order_placed", 30, new { orderId = "1", total = 10, margin = "4.25", currency = "INR" }), Event("2", 0, "order_placed", 40, new { orderId = "2", total = 20, currency = "INR" }), Event("3", 0, "order_placed", 50, new { orderId = "3", total = 30, margin = 5, currency = "INR" }));
        Assert.Equal((1, 9.25m), Told(await all.AnalyticsAsync()));
        Assert.Equal(1, (await all.RecipientsAsync("converted")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task An_order_of_somebody_unknown_counts_once_a_recipient_gets_its_address_and_stays_theirs_when_they_are_merged()
    {
        await using var sent = await StartAsync(3, Orders);
        await TellAsync(sent, Event("1", new { email = "ana@example.com" }, "order_placed", 30, new { orderId = "1", total = 10, currency = "INR" }));
        Assert.Equal((0, 0m), Told(await sent.AnalyticsAsync()));
        await sent.App.Sender.PatchJsonAsync($"/api/workspaces/demo/contacts/{sent.People[0].Id}", """{"email":"ana@example.com"}""");
        Assert.Equal((1, 10m), Told(await sent.AnalyticsAsync()));

        var other = (await sent.App.Sender.PostJsonAsync("/api/workspaces/demo/contacts", """{"externalId":"till-7"}""")).Text("id");
        await TellAsync(sent, Event("2", new { externalId = "till-7" }, "order_placed", 20, new { orderId = "2", total = 5, currency = "INR" }));
        Assert.Equal((1, 10m), Told(await sent.AnalyticsAsync()));
        Assert.True((int)(await sent.App.Admin.PostJsonAsync($"/api/workspaces/demo/contacts/{sent.People[0].Id}/merge", new { from = other })).Status < 300);
        Assert.Equal((1, 5m), Told(await sent.AnalyticsAsync()));
    }

    [Fact]
    public async Task Figures_stay_when_somebody_is_erased_and_a_message_that_came_back_is_credited_with_nothing()
    {
        await using var sent = await StartAsync(3, Orders);
        await TellAsync(sent, Order("1", 0, 10), Order("2", 1, 20));
        Assert.Equal(204, (int)(await sent.App.Admin.DeleteAsync($"/api/workspaces/demo/contacts/{sent.People[0].Id}")).StatusCode);
        Assert.Equal((2, 30m), Told(await sent.AnalyticsAsync()));
        Assert.Equal(2, (await sent.RecipientsAsync("converted")).GetProperty("total").GetInt32());

        await sent.PostEventsAsync(sent.Receipt(1, "Failed"));
        await sent.SettledAsync();
        Assert.Equal((1, 10m), Told(await sent.AnalyticsAsync()));
    }

    [Fact]
    public async Task Whoever_is_erased_is_credited_however_many_others_wait_for_it()
    {
        await using var sent = await StartAsync(3, Orders);
        await TellAsync(sent, Order("1", 0, 10), Order("2", 1, 20));
        Assert.Equal(204, (int)(await sent.App.Admin.DeleteAsync($"/api/workspaces/demo/contacts/{sent.People[1].Id}")).StatusCode);
        Assert.Equal(sent.People[0].Id, Assert.Single(await sent.App.Get<IConversions>().DueAsync(sent.Workspace.Id, 10)).Contact);
        Assert.Equal((2, 30m), Told(await sent.AnalyticsAsync()));
    }

    [Fact]
    public async Task A_report_that_a_crash_cut_off_before_its_person_was_marked_is_credited_when_it_comes_again()
    {
        await using var sent = await StartAsync(2, Orders);
        await TellAsync(sent, Order("1", 0, 10));
        Assert.Equal((1, 10m), Told(await sent.AnalyticsAsync()));

        var cutOff = new LedgerReports(sent.App.Get<ILedger>(), sent.App.Get<ITouches>(), new MemoryConversions(), sent.App.Get<RunRecords>());
        Assert.Equal([true], await cutOff.RecordAsync([new LedgerEvent(sent.AddressOf(0), LedgerEventKind.Failed, SentCampaign.Start.AddSeconds(5))]));
        await sent.PostEventsAsync(sent.Receipt(0, "Failed"));
        await sent.SettledAsync();
        Assert.Equal((0, 0m), Told(await sent.AnalyticsAsync()));
    }

    [Fact]
    public async Task A_campaign_without_a_goal_has_no_conversions_and_no_revenue()
    {
        await using var sent = await StartAsync(2, null);
        await TellAsync(sent, Order("1", 0, 10));
        var figures = await sent.AnalyticsAsync("");
        Assert.Equal((0, 0m), Told(figures));
        Assert.False(figures.TryGetProperty("currency", out _) || figures.TryGetProperty("attribution", out _) || figures.TryGetProperty("otherRevenue", out _));
    }

    private static async Task<SentCampaign> StartAsync(int people, ConversionGoal? goal, Func<int, string>? variantOf = null)
    {
        var sent = await SentCampaign.StartAsync(people, goal: goal);
        await sent.HandOverAsync(variantOf: variantOf);
        return sent;
    }

    private static async Task TellAsync(SentCampaign sent, params IReadOnlyList<object> events) =>
        Assert.Equal(202, (int)(await sent.App.Sender.PostJsonAsync("/api/workspaces/demo/events", events)).Status);

    private static object Order(string id, int person, decimal total, string currency = "INR", int second = 30, string? orderId = null) =>
        Event(id, person, "order_placed", second, new { orderId = orderId ?? $"o-{id}", total, currency });

    private static object Event(string id, int person, string type, int second, object? data = null) => Event(id, new { externalId = $"p{person}" }, type, second, data);

    private static object Event(string id, object contact, string type, int second, object? data = null) =>
        new { id, type, contact, time = SentCampaign.Start.AddSeconds(second), data = data ?? new { } };

    private static (int Converted, decimal Revenue) Told(JsonElement figures) => (figures.GetProperty("converted").GetInt32(), figures.GetProperty("revenue").GetDecimal());
}
