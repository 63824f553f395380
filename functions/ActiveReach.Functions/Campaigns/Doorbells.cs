using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Submissions;
using System.Collections.Concurrent;
using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Functions.Sight;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Functions.Embedded.Invocation;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Campaigns;

/// <summary>Carries out what a change in the store asked for: starts orchestrations, rings them, lets follow what a run's move brings about, then
/// confirms. All may happen twice without harm. What fails here stays pending, and the reconciler repeats it.</summary>
public sealed class Doorbells(PendingIntents intents, RunWriter runs, TimeProvider clock, ILogger<Doorbells> log, OrchestrationMeter? meter = null)
{
    private const int AtOnce = 100;
    private const int Abreast = 16;

    private static readonly TimeSpan ShortestPutOff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPutOff = TimeSpan.FromMinutes(10);

    /// <summary>How long one call may take, in system time: it waits for the runtime, not for anybody's hour. Default 10 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the last change of a campaign asked for, including its former submission.</summary>
    public async Task DeliverAsync(DurableTaskClient client, Campaign campaign, CancellationToken cancellation = default)
    {
        string[] orchestrations = [campaign.OrchestrationId, Campaign.OrchestrationIdOf(campaign.Id, campaign.Submission - 1), campaign.NoticeId(campaign.Approval is ApprovalState.Waiting ? ApprovalNoticeKind.Request : ApprovalNoticeKind.Outcome)];
        foreach (var orchestration in orchestrations)
            await DeliverAsync(client, campaign.Workspace.Partition, orchestration, cancellation);
        await DeliverRingsAsync(client, campaign.Workspace, campaign.Id, cancellation);
    }

    /// <summary>What the last change of a run asked for.</summary>
    public async Task DeliverRingsAsync(DurableTaskClient client, WorkspaceId workspace, CampaignId campaign, CancellationToken cancellation = default) =>
        await DeliverAsync(client, await intents.PendingInAsync(workspace.PartitionOf(campaign.Value), cancellation), cancellation);

    public async Task DeliverAsync(DurableTaskClient client, string partition, string orchestration, CancellationToken cancellation = default) =>
        await DeliverAsync(client, await intents.PendingForAsync(partition, orchestration, cancellation), cancellation);

    /// <summary>Rings once, for whom something else makes up for a ring that is lost.</summary>
    public Task RingAsync(DurableTaskClient client, string orchestration, string doorbell, CancellationToken cancellation = default) =>
        IsCarriedOutAsync(client, Intent.ToRing(orchestration, doorbell, ""), cancellation);

    /// <inheritdoc cref="RingAsync(DurableTaskClient, string, string, CancellationToken)"/>
    public Task RingAsync(DurableTaskClient client, IEnumerable<string> orchestrations, string doorbell, CancellationToken cancellation = default) =>
        Task.WhenAll(orchestrations.Select(orchestration => RingAsync(client, orchestration, doorbell, cancellation)));

    /// <summary>Everything that is due by now. What fails is put off beyond the pass, longer each time, so that it can't stand before the others.</summary>
    public async Task DeliverDueAsync(DurableTaskClient client, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        IReadOnlyList<PendingIntent> due;
        do
        {
            due = await intents.DueAsync(now, AtOnce, cancellation);
            await DeliverAsync(client, due, cancellation);
        }
        while (due.Count == AtOnce);
        await intents.ForgetAsync(now, cancellation);
    }

    private async Task DeliverAsync(DurableTaskClient client, IReadOnlyList<PendingIntent> pending, CancellationToken cancellation)
    {
        var (done, failed) = (new ConcurrentBag<PendingIntent>(), new ConcurrentBag<PendingIntent>());
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = cancellation };
        await Parallel.ForEachAsync(pending.GroupBy(each => each.Intent.Orchestration, StringComparer.Ordinal), limits, async (of, stop) =>
        {
            foreach (var each in of)
                (await IsCarriedOutAsync(client, each.Intent, stop) ? done : failed).Add(each);
        });

        await intents.ConfirmAsync([.. done], cancellation);
        await intents.PutOffAsync([.. failed], failures => clock.GetUtcNow() + PutOffAfter(failures), cancellation);
    }

    private async Task<bool> IsCarriedOutAsync(DurableTaskClient client, Intent intent, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await (intent switch
            {
                { Start: not null } => StartAsync(client, intent, patience.Token),
                { Event: not null } => RingAsync(client, intent, patience.Token),
                _ => runs.FollowAsync(intent, patience.Token),
            });
            return true;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning("The intent {Intent} was not carried out and stays pending: {Fault}", intent.Id, FaultText.Of(error));
            return false;
        }
    }

    private static TimeSpan PutOffAfter(int failures) =>
        failures > 6 ? LongestPutOff : TimeSpan.FromTicks(Math.Min(ShortestPutOff.Ticks << (failures - 1), LongestPutOff.Ticks));

    /// <summary>Where nobody waits any more, or does not yet, the ring is delivered: whoever starts looks at the store before they wait. The Durable
    /// extension has no such instance (NotFound) or one that is over (FailedPrecondition) refused, unless host.json's
    /// <c>throwStatusExceptionsOnRaiseEvent</c> is off; a host may still have another host.json.</summary>
    private static async Task RingAsync(DurableTaskClient client, Intent intent, CancellationToken cancellation)
    {
        try
        {
            await client.RaiseEventAsync(intent.Orchestration, intent.Event!, null, cancellation);
        }
        catch (RpcException error) when (error.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
        }
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
