using System.Globalization;
using System.Net;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Links;

namespace ActiveReach.Functions.Tests.Engagement;

/// <summary>An inbox that has fallen behind takes no more, and nothing that is applied in the request is held up by it.</summary>
public sealed class BackPressureTests
{
    [Fact]
    public async Task Callbacks_that_would_only_add_to_an_old_inbox_come_later_and_everything_else_is_taken()
    {
        await using var sent = await SentCampaign.StartAsync(3);
        await sent.HandOverAsync();
        Assert.Equal(HttpStatusCode.OK, (await sent.PostEventsAsync(sent.Text(0, "Hello"))).Status);
        await sent.SettleAsync();

        // What nobody works off, as where the queue's function is away.
        var old = sent.Clock.GetUtcNow().AddMinutes(-20);
        var ids = await sent.App.Get<IEngagementInbox>().AddAsync([new Hit(HitKind.Click, LedgerAddress.TryParse("run_1:0:0:1", out var row) ? row : default, old).ToInboxEvent()]);

        var refused = await Eventually.SeenAsync("it is too much", () => sent.PostEventsAsync(sent.Text(0, "Hello again", 20)), answer => answer.Status is not HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (refused.Status, refused.Headers["Content-Type"]));
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 300);

        Assert.Equal(HttpStatusCode.OK, (await sent.PostEventsAsync(sent.Receipt(0))).Status);
        Assert.Equal(HttpStatusCode.OK, (await sent.PostEventsAsync(sent.Receipt(1), sent.Text(1, "Thanks", 30))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await sent.App.Nobody.GetJsonAsync(sent.PathTo(LinkPurpose.Click, 2))).Status);
        Assert.Equal(2, (await sent.AnalyticsAsync()).GetProperty("delivered").GetInt32() - 1);

        await sent.App.Get<IEngagementInbox>().RemoveAsync(ids);
        await Eventually.SeenAsync("it is taken again", () => sent.PostEventsAsync(sent.Text(0, "Hello again", 20)), answer => answer.Status is HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_event_that_waits_for_its_hour_and_one_that_is_parked_press_on_nobody()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();
        var inbox = sent.App.Get<IEngagementInbox>();
        var old = sent.Clock.GetUtcNow().AddHours(-20);
        var ids = await inbox.AddAsync([.. Enumerable.Range(1, 2).Select(number =>
            new Hit(HitKind.Click, LedgerAddress.TryParse($"run_1:0:0:{number}", out var row) ? row : default, old).ToInboxEvent())]);
        await inbox.PostponeAsync([ids[0]], sent.Clock.GetUtcNow().AddHours(1), "unknown_message");
        await inbox.ParkAsync([ids[1]], "unknown_message");

        Assert.Equal(HttpStatusCode.OK, (await sent.PostEventsAsync(sent.Text(0, "Hello"))).Status);
    }
}
