using System.Reflection;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Consent.Caps;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Reports;
using ActiveReach.Engagement;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Queues;
using ActiveReach.Workspaces;
using Functions.Embedded.Clock;

namespace ActiveReach.Functions.Tests.Engagement;

/// <summary>Messages about events that failed too often: what they told of is kept and shown.</summary>
public sealed class GiveUpTests : IAsyncLifetime
{
    private RunningApp app = null!;

    /// <summary>The clock stands still: what is put off is not tried again while a test looks at it.</summary>
    public async Task InitializeAsync() => app = await RunningApp.StartAsync(builder => builder.Services.AddSimulatedClock(SentCampaign.Start, jumpWhenIdle: false));

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Events_of_a_message_on_the_poison_queue_are_kept_and_shown()
    {
        var ids = await StoreAsync("run_1:0:0:1", "run_1:0:0:2");
        await app.Get<IMessageQueue>().SendAsync("engagement-poison", $"{{\"ids\":[{string.Join(',', ids)}]}}");

        var parked = await Eventually.SeenAsync(
            "both events are shown", () => app.Admin.GetJsonAsync("/api/workspaces/demo/engagement/parked"), page => page.Text("total") is "2");
        Assert.All(parked.Json.GetProperty("items").EnumerateArray(), item => Assert.Equal("unknown_message", item.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task One_event_that_always_fails_takes_no_other_along()
    {
        var ids = await StoreAsync("run_1:0:0:1", "run_1:0:0:2");
        var apply = new ApplyEngagement(
            app.Get<IEngagementInbox>(), app.Get<EventResolver>(), new LedgerReports(BrokenRow.Around(app.Get<ILedger>()), app.Get<ITouches>(), app.Get<IConversions>(), app.Get<RunRecords>()), app.Get<ITouches>(), app.Get<IMessageQueue>(), app.Get<EngagementMeter>(), app.Get<TimeProvider>());
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => apply.ApplyAsync(new EngagementMessage(ids)));

        Assert.Equal(new ApplyOutcome(0, 2, 0), await apply.GiveUpAsync(new EngagementMessage(ids)));

        var parked = await app.Admin.GetJsonAsync("/api/workspaces/demo/engagement/parked");
        Assert.Equal(["failed: InvalidTimeZoneException", "unknown_message"], parked.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("reason").GetString()!).Order(StringComparer.Ordinal));
    }

    /// <summary>In the inbox alone: the queue is not told.</summary>
    private Task<IReadOnlyList<long>> StoreAsync(params string[] addresses) => app.Get<IEngagementInbox>().AddAsync(
        [.. addresses.Select(address => new Hit(HitKind.Click, LedgerAddress.TryParse(address, out var row) ? row : default, app.Get<TimeProvider>().GetUtcNow()).ToInboxEvent())]);

    /// <summary>A ledger that can't record anything of row 2.</summary>
    public class BrokenRow : DispatchProxy
    {
        private ILedger ledger = null!;

        public static ILedger Around(ILedger ledger)
        {
            var broken = Create<ILedger, BrokenRow>();
            ((BrokenRow)(object)broken).ledger = ledger;
            return broken;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            args is [GroupScope { First: <= 2, Last: >= 2 }, ..] ? throw new InvalidTimeZoneException() : targetMethod!.Invoke(ledger, args);
    }
}
