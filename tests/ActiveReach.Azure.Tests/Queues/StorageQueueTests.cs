using ActiveReach.Azure.Queues;
using ActiveReach.Delivery;
using ActiveReach.Queues;
using Azure;
using Azure.Emulators.Faults;
using Azure.Storage.Queues;
using Contracts.Queues;

namespace ActiveReach.Azure.Tests.Queues;

public sealed class StorageQueueTests : MessageQueueContract, IAsyncLifetime
{
    private readonly StorageWorld storage = new();
    private readonly string queue = $"limits-{Guid.NewGuid():N}";

    protected override IMessageQueue Queues => Queue;

    protected override IQueueWatch Watch => Queue;

    private StorageQueue Queue => new(storage.Queues, TimeProvider.System);

    public Task InitializeAsync() => storage.InitializeAsync();

    public Task DisposeAsync() => storage.DisposeAsync();

    [Fact]
    public async Task The_largest_message_is_taken_and_a_larger_one_is_refused_by_us()
    {
        await Queues.SendAsync(queue, new string('x', StorageQueue.MostBytes));

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => Queues.SendAsync(queue, new string('x', StorageQueue.MostBytes + 1)));
        Assert.Contains(queue, refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queues.SendAsync(queue, "x", TimeSpan.FromDays(7)));
        Assert.Equal(StorageQueue.MostBytes, Assert.Single(await PeekAsync(queue)).Length);
    }

    [Fact]
    public async Task A_queue_that_is_busy_is_tried_again_until_it_has_the_message()
    {
        await Queues.SendAsync(queue, "first");
        storage.Requests.Take();
        storage.Faults.Add(Fault.Unavailable);
        storage.Faults.Add(Fault.Throttled(TimeSpan.FromMilliseconds(20)));

        await Queues.SendAsync(queue, "second");

        Assert.Equal(2, storage.Faults.Met);
        Assert.Contains("second", await PeekAsync(queue));
        Assert.Contains("queues post 201", storage.Requests.Take());
    }

    [Fact]
    public async Task A_queue_that_stays_away_is_said_so_and_has_nothing()
    {
        storage.Faults.Add(Fault.Unavailable, times: 20);
        await Assert.ThrowsAsync<RequestFailedException>(() => Queues.SendAsync(queue, "never"));
    }

    protected override async Task<IReadOnlyList<string>> PeekAsync(string queue)
    {
        var client = new QueueClient(storage.ConnectionString, queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        return await client.ExistsAsync() ? [.. (await client.PeekMessagesAsync(32)).Value.Select(each => each.Body.ToString())] : [];
    }
}
