using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Sending;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Runs;
using ActiveReach.Workspaces;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Delivery;

/// <summary>One queue for all channels: a message is a batch, which knows its channel.</summary>
public sealed class DeliverFunctions(DeliverBatch deliver, StageNews news, Doorbells doorbells)
{
    [Function("Deliver")]
    public Task DeliverAsync([QueueTrigger(DeliveryQueue.Name)] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        FollowAsync(Read(message), deliver.DeliverAsync, client, cancellation);

    [Function("GiveUp")]
    public Task GiveUpAsync([QueueTrigger(DeliveryQueue.Name + "-poison")] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        FollowAsync(Read(message), deliver.GiveUpAsync, client, cancellation);

    /// <summary>A ring that fails is made up for by the watchdog of the stage.</summary>
    private async Task FollowAsync(
        BatchMessage message, Func<BatchMessage, CancellationToken, Task<BatchFollowUp>> work, DurableTaskClient client, CancellationToken cancellation)
    {
        var followUp = await work(message, cancellation);
        if (followUp.Ring is { } ring)
            await doorbells.RingAsync(client, ring.Orchestration, Doorbell.Stage(ring.Stage), cancellation);
        await (followUp.Met is { } met ? news.HearAsync(message.RunId, met, cancellation) : news.HearItWentAsync(message.RunId, cancellation));
    }

    private static BatchMessage Read(string message) => JsonSerializer.Deserialize<BatchMessage>(message, Wire.Json)
        ?? throw new JsonException("The message is null; a batch is {workspace, run, stage, shard, batch, epoch}.");
}
