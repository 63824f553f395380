using System.Text;
using ActiveReach.Delivery;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Queues;
using Contracts.Queues;
using Functions.Embedded.Queues;

namespace ActiveReach.Functions.Tests.Queues;

public sealed class RuntimeQueueTests : MessageQueueContract, IAsyncLifetime
{
    private RunningApp app = null!;

    protected override IMessageQueue Queues => app.Get<IMessageQueue>();

    protected override IQueueWatch Watch => app.Get<IQueueWatch>();

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    protected override async Task<IReadOnlyList<string>> PeekAsync(string queue)
    {
        var ready = (await Watch.ReadAsync([queue])).SingleOrDefault(each => each.Queue == queue)?.Ready ?? 0;
        return [.. app.Get<EmbeddedQueues>().Peek(queue).Take((int)ready).Select(Encoding.UTF8.GetString)];
    }
}
