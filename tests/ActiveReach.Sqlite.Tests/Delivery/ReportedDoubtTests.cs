using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Tests.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class ReportedDoubtTests
{
    [Fact]
    public async Task A_batch_whose_last_doubt_a_report_settles_is_done()
    {
        using var small = new DeliveryWorld(People.Some(1));
        small.Sms.Answers = _ => HandOverResult.Unknown;
        await small.PlannedAsync();
        await small.DeliverAsync(Assert.Single(small.Post.Take(1)));
        Assert.True(LedgerAddress.TryParse(small.Sms.Accepted.Single().Tag, out var address));
        Assert.Equal([true], await small.Events.RecordAsync([new LedgerEvent(address, LedgerEventKind.Delivered, small.Clock.GetUtcNow())]));

        await small.DrainAsync();
        Assert.True((await small.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest)).IsSettled);
        Assert.Single(small.Sms.Calls);
    }
}
