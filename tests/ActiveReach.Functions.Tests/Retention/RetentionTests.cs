using System.Net;
using ActiveReach.Functions.Tests.Fixture;
using Functions.Embedded.Clock;

namespace ActiveReach.Functions.Tests.Retention;

/// <summary>What is kept for a time, by the clock.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private const string Demo = "api/workspaces/demo";
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync(builder =>
        builder.Services.AddSimulatedClock(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), jumpWhenIdle: false));

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task What_is_older_than_the_workspace_keeps_it_goes_by_itself_and_orders_stay()
    {
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.PatchJsonAsync($"{Demo}/settings", """{"retention":{"events":"P40D"}}""")).Status);
        await app.Sender.PostJsonAsync($"{Demo}/contacts", """{"externalId":"ann"}""");
        await app.Sender.PostJsonAsync($"{Demo}/events", """
            [{"id":"e1","type":"order_placed","contact":{"externalId":"ann"},"data":{"orderId":"7","total":5,"currency":"INR"}},
             {"id":"e2","type":"page_viewed","contact":{"email":"nobody@example.com"},"data":{"page":"x"}}]
            """);

        await PassAsync(TimeSpan.FromDays(31), "\"data\":{\"page\"");
        await app.Sender.PostJsonAsync($"{Demo}/contacts", """{"externalId":"late","email":"nobody@example.com"}""");
        Assert.Equal("2", (await EventsAsync()).Text("total"));
        Assert.Equal("0", (await app.Viewer.GetJsonAsync($"{Demo}/events?contact={await IdAsync("late")}")).Text("total"));

        await PassAsync(TimeSpan.FromDays(10), "e1");
        Assert.Equal("0", (await EventsAsync()).Text("total"));
        Assert.Equal("5", (await app.Viewer.GetJsonAsync($"{Demo}/orders/7")).Text("net"));
    }

    [Fact]
    public async Task The_periods_have_defaults_and_are_read_with_the_settings()
    {
        var settings = await app.Viewer.GetJsonAsync($"{Demo}/settings");
        Assert.Equal(
            ("P730D", "P730D", "P30D", "P30D"),
            (settings.Text("retention.events"), settings.Text("retention.replies"), settings.Text("retention.pendingIdentities"), settings.Text("retention.importReports")));
    }

    /// <summary>Lets so much time pass, until the timer has removed what is looked for.</summary>
    private async Task PassAsync(TimeSpan time, string gone)
    {
        Assert.Contains(gone, (await EventsAsync()).Body, StringComparison.Ordinal);
        await app.PassAsync(time);
        await Eventually.SeenAsync($"'{gone}' is gone", EventsAsync, events => !events.Body.Contains(gone, StringComparison.Ordinal));
    }

    private Task<Answer> EventsAsync() => app.Viewer.GetJsonAsync($"{Demo}/events");

    private async Task<string> IdAsync(string name) => (await app.Viewer.GetJsonAsync($"{Demo}/contacts?q={name}")).Json.GetProperty("items")[0].GetProperty("id").GetString()!;
}
