using System.Text.Json;
using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Functions.Sight;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Campaigns;

/// <summary>Carries out what a change in the store asked for: starts orchestrations and rings them, then confirms. Both may
/// happen twice without harm. What fails here stays pending, and the reconciler repeats it.</summary>
public sealed class Doorbells(IIntentStore intents, ILogger<Doorbells> log, OrchestrationMeter? meter = null)
{
    /// <summary>What the last change of a campaign asked for, including its former submission.</summary>
    public Task DeliverAsync(DurableTaskClient client, Campaign campaign, CancellationToken cancellation = default) => DeliverAsync(
        client,
        [campaign.OrchestrationId, Campaign.OrchestrationIdOf(campaign.Id, campaign.Submission - 1), ApprovalNotices.OrchestrationIdOf(campaign)],
        cancellation);

    public Task DeliverAsync(DurableTaskClient client, string orchestration, CancellationToken cancellation = default) =>
        DeliverAsync(client, [orchestration], cancellation);

    /// <summary>Whatever is still pending, oldest first; how many were confirmed.</summary>
    public async Task<int> DeliverAllAsync(DurableTaskClient client, int limit, CancellationToken cancellation = default) =>
        await DeliverAsync(client, await intents.PendingAsync(limit, cancellation), cancellation);

    private async Task DeliverAsync(DurableTaskClient client, IEnumerable<string> orchestrations, CancellationToken cancellation)
    {
        foreach (var orchestration in orchestrations)
            await DeliverAsync(client, await intents.PendingForAsync(orchestration, cancellation), cancellation);
    }

    private async Task<int> DeliverAsync(DurableTaskClient client, IReadOnlyList<Intent> pending, CancellationToken cancellation)
    {
        var done = new List<string>();
        foreach (var intent in pending)
        {
            try
            {
                await (intent.Start is null ? client.RaiseEventAsync(intent.Orchestration, intent.Event!, null, cancellation) : StartAsync(client, intent, cancellation));
                done.Add(intent.Id);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "The intent {Intent} was not carried out and stays pending", intent.Id);
            }
        }

        await intents.ConfirmAsync(done, cancellation);
        return done.Count;
    }

    private async Task StartAsync(DurableTaskClient client, Intent intent, CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(intent.Orchestration, cancellation) is not null)
            return;
        try
        {
            var input = intent.Input is null ? (JsonElement?)null : JsonElement.Parse(intent.Input);
            await client.ScheduleNewOrchestrationInstanceAsync(intent.Start!, input, new StartOrchestrationOptions(intent.Orchestration), cancellation);
            meter?.Started(intent.Start!);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Somebody else may have started it between the look and the call: that is as good.
            if (await client.GetInstanceAsync(intent.Orchestration, cancellation) is null)
                throw;
        }
    }
}
