using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Campaigns;

/// <summary>Repeats every start and ring that was written but not confirmed, e.g. because the process ended in between.</summary>
public sealed class ReconcileIntents(Doorbells doorbells)
{
    private const int AtOnce = 500;

    [Function(nameof(ReconcileIntents))]
    public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        while (await doorbells.DeliverAllAsync(client, AtOnce, cancellation) == AtOnce)
        {
        }
    }
}
