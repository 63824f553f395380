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

/// <summary>One queue a channel: its message is a batch of that channel.</summary>
public sealed class DeliverFunctions(DeliverBatch deliver, StageNews news, Doorbells doorbells)
{
    [Function("DeliverSms")]
    public Task DeliverSmsAsync([QueueTrigger("deliver-sms")] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        DeliverAsync(message, client, cancellation);

    [Function("DeliverEmail")]
    public Task DeliverEmailAsync([QueueTrigger("deliver-email")] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        DeliverAsync(message, client, cancellation);

    [Function("DeliverWhatsApp")]
    public Task DeliverWhatsAppAsync([QueueTrigger("deliver-whatsapp")] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        DeliverAsync(message, client, cancellation);

    [Function("GiveUpSms")]
    public Task GiveUpSmsAsync([QueueTrigger("deliver-sms-poison")] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        GiveUpAsync(message, client, cancellation);

    [Function("GiveUpEmail")]
    public Task GiveUpEmailAsync([QueueTrigger("deliver-email-poison")] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        GiveUpAsync(message, client, cancellation);

    [Function("GiveUpWhatsApp")]
    public Task GiveUpWhatsAppAsync([QueueTrigger("deliver-whatsapp-poison")] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        GiveUpAsync(message, client, cancellation);

    private async Task DeliverAsync(string message, DurableTaskClient client, CancellationToken cancellation) =>
        await FollowAsync(Read(message), deliver.DeliverAsync, client, cancellation);

    private async Task GiveUpAsync(string message, DurableTaskClient client, CancellationToken cancellation) =>
        await FollowAsync(Read(message), deliver.GiveUpAsync, client, cancellation);

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
