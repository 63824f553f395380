using ActiveReach.Queues;

namespace Contracts.Queues;

/// <summary>What every set of queues (<see cref="IMessageQueue"/>) promises to those who put messages there.</summary>
public abstract class MessageQueueContract : QueueWatchContract
{
    [Fact]
    public async Task A_message_is_there_as_it_was_sent_once_it_is_acknowledged()
    {
        await Queues.SendAsync(Letters, """{"text":"Grüße 🎉\n<&>"}""");
        Assert.Equal(["""{"text":"Grüße 🎉\n<&>"}"""], await PeekAsync(Letters));
        Assert.Empty(await PeekAsync(Letters + "-2"));
    }

    [Fact]
    public async Task Of_many_messages_none_is_left_out()
    {
        var bodies = Enumerable.Range(0, 30).Select(number => $"letter {number}").ToList();
        await Queues.SendManyAsync(Letters, bodies);
        await Queues.SendManyAsync(Letters, []);
        Assert.Equal(bodies.Order(StringComparer.Ordinal), (await PeekAsync(Letters)).Order(StringComparer.Ordinal));
    }
}
