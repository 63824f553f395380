using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Campaigns;

/// <summary>Repeats every start and ring that was written but not confirmed, e.g. because the process ended in between.</summary>
public sealed class ReconcileIntents(Doorbells doorbells)
{
    [Function(nameof(ReconcileIntents))]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        doorbells.DeliverDueAsync(client, cancellation);
}
