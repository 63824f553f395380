using ActiveReach.Channels;
using ActiveReach.Delivery.Claims;
using ActiveReach.Ids;
using FsCheck;
using FsCheck.Fluent;

namespace ActiveReach.Tests.Delivery;

public sealed class BatchNumberTests
{
    [Fact]
    public void A_number_tells_stage_channel_and_place()
    {
        var numbers =
            from stage in Gen.Choose(0, Stage.Last)
            from channel in Gen.Elements([.. ChannelSet.All])
            from sequence in Gen.Choose(0, (1 << 21) - 1)
            select (stage, channel, sequence);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(numbers.ToArbitrary(), each =>
        {
            var batch = BatchNumber.Of(each.stage, each.channel, each.sequence);
            return batch.Value > 0 && (batch.Stage, batch.Channel, batch.Sequence) == each
                && batch > BatchNumber.LastUnsentOf(each.stage) && batch <= BatchNumber.LastOf(each.stage);
        }));
    }

    [Fact]
    public void Rows_that_are_never_sent_have_no_channel()
    {
        var batch = BatchNumber.Of(Stage.Rest, null, 3);
        Assert.False(batch.IsSent);
        Assert.Throws<InvalidOperationException>(() => batch.Channel);
        Assert.True(batch <= BatchNumber.LastUnsentOf(Stage.Rest));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Lanes_hold_every_batch_exactly_once(int shards)
    {
        var all = Enumerable.Range(0, 100).SelectMany(sequence => Enumerable.Range(0, shards).Select(shard => (Shard: shard, Number: BatchNumber.Of(Stage.Rest, Channel.Sms, sequence)))).ToList();
        var reached = Enumerable.Range(0, 4).SelectMany(lane =>
        {
            var first = all.First(batch => LaneOrder.LaneOf(batch.Shard, batch.Number, shards, 4) == lane);
            return LaneOrder.After(first.Shard, first.Number, shards, 4, lastSequence: 99).Prepend(first);
        });
        Assert.Equal(all, reached.OrderBy(batch => batch.Number).ThenBy(batch => batch.Shard));
    }

    [Fact]
    public void A_number_beyond_the_layout_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchNumber.Of(128, Channel.Sms, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchNumber.Of(0, Channel.Sms, 1 << 21));
    }
}
