using ActiveReach.Delivery;
using ActiveReach.Queues;

namespace Contracts.Queues;

/// <summary>What every set of queues promises to those who put messages there, and to those who watch.</summary>
public abstract class MessageQueueContract
{
    private readonly string queue = $"letters-{Guid.NewGuid():N}";

    protected abstract IMessageQueue Queues { get; }

    protected abstract IQueueWatch Watch { get; }

    /// <summary>The bodies of messages that may be taken, at most 32.</summary>
    protected abstract Task<IReadOnlyList<string>> PeekAsync(string queue);

    [Fact]
    public async Task A_message_is_there_as_it_was_sent_once_it_is_acknowledged()
    {
        await Queues.SendAsync(queue, """{"text":"Grüße 🎉\n<&>"}""");
        Assert.Equal(["""{"text":"Grüße 🎉\n<&>"}"""], await PeekAsync(queue));
        Assert.Empty(await PeekAsync(queue + "-2"));
    }

    [Fact]
    public async Task Of_many_messages_none_is_left_out()
    {
        var bodies = Enumerable.Range(0, 30).Select(number => $"letter {number}").ToList();
        await Queues.SendManyAsync(queue, bodies);
        await Queues.SendManyAsync(queue, []);
        Assert.Equal(bodies.Order(StringComparer.Ordinal), (await PeekAsync(queue)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_put_off_is_there_and_can_not_be_taken_yet()
    {
        await Queues.SendAsync(queue, "later", TimeSpan.FromDays(6.9));
        await Queues.SendAsync(queue, "now");
        Assert.Equal(["now"], await PeekAsync(queue));
        var standing = (await Watch.ReadAsync([queue])).Single(each => each.Queue == queue);
        Assert.Equal(2, standing.Ready + standing.Delayed);
    }

    [Fact]
    public async Task Who_watches_is_told_of_every_queue_that_has_messages()
    {
        await Queues.SendAsync(queue, "one");
        await Queues.SendAsync(queue + "-2", "two");
        var standing = await Watch.ReadAsync([queue, queue + "-2"]);
        Assert.Equal([(queue, 1L), (queue + "-2", 1L)], standing.Where(each => each.Queue.StartsWith(queue, StringComparison.Ordinal)).Select(each => (each.Queue, each.Ready)).OrderBy(each => each.Queue, StringComparer.Ordinal));
        Assert.All(standing, each => Assert.True(each.Age >= TimeSpan.Zero, $"{each.Queue} is {each.Age} old."));
    }
}
