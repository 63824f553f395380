using ActiveReach.Delivery;
using ActiveReach.Queues;

namespace Contracts.Queues;

/// <summary>What every set of queues promises to those who watch.</summary>
public abstract class QueueWatchContract
{
    protected abstract IMessageQueue Queues { get; }

    protected abstract IQueueWatch Watch { get; }

    /// <summary>A queue of this test's own.</summary>
    protected string Letters { get; } = $"letters-{Guid.NewGuid():N}";

    /// <summary>The bodies of messages that may be taken, at most 32.</summary>
    protected abstract Task<IReadOnlyList<string>> PeekAsync(string queue);

    [Fact]
    public async Task What_is_put_off_is_there_and_can_not_be_taken_yet()
    {
        await Queues.SendAsync(Letters, "later", TimeSpan.FromDays(6.9));
        await Queues.SendAsync(Letters, "now");
        Assert.Equal(["now"], await PeekAsync(Letters));
        var standing = (await Watch.ReadAsync([Letters])).Single(each => each.Queue == Letters);
        Assert.Equal(2, standing.Ready + standing.Delayed);
    }

    [Fact]
    public async Task Who_watches_is_told_of_every_queue_that_has_messages()
    {
        await Queues.SendAsync(Letters, "one");
        await Queues.SendAsync(Letters + "-2", "two");
        var standing = await Watch.ReadAsync([Letters, Letters + "-2"]);
        Assert.Equal([(Letters, 1L), (Letters + "-2", 1L)], standing.Where(each => each.Queue.StartsWith(Letters, StringComparison.Ordinal)).Select(each => (each.Queue, each.Ready)).OrderBy(each => each.Queue, StringComparer.Ordinal));
        Assert.All(standing, each => Assert.True(each.Age >= TimeSpan.Zero, $"{each.Queue} is {each.Age} old."));
    }
}
