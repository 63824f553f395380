using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Sight;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Operations;

/// <summary>The orchestrations of a workspace that should have gone on and have not, and those that a fault of the program has ended before their campaign.</summary>
public sealed class StuckOrchestrations(Standings standings, CampaignRecords campaigns, Doorbells doorbells)
{
    private static readonly OrchestrationQuery Failed = new(Statuses: [OrchestrationRuntimeStatus.Failed], PageSize: 500, FetchInputsAndOutputs: true);

    /// <summary>Longest stuck first.</summary>
    public async Task<IReadOnlyList<StuckView>> FindAsync(DurableTaskClient client, WorkspaceId workspace, CancellationToken cancellation)
    {
        var found = new List<StuckView>();
        foreach (var query in new[] { Standings.Unfinished, Failed })
        {
            await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
            {
                var state = standings.StateOf(instance);
                if (state is OrchestrationState.Stuck or OrchestrationState.Failed && Subject.Of(instance) is { } subject && subject.Workspace == workspace.Value
                    && (state is OrchestrationState.Stuck || await IsUnderWayAsync(workspace, subject, cancellation)))
                {
                    found.Add(StuckView.Of(instance, state, subject.CampaignOrItsRuns, subject.Run));
                }
            }
        }

        return [.. found.OrderBy(each => each.DueSince).ThenBy(each => each.Orchestration, StringComparer.Ordinal)];
    }

    /// <summary>Has all of them look at the store again at once. One that is over hears nothing.</summary>
    public async Task<IReadOnlyList<StuckView>> RingAsync(DurableTaskClient client, WorkspaceId workspace, CancellationToken cancellation)
    {
        var found = await FindAsync(client, workspace, cancellation);
        foreach (var stuck in found)
        {
            if (stuck.Doorbell is { } doorbell)
                await doorbells.RingAsync(client, stuck.Orchestration, doorbell, cancellation);
        }

        return found;
    }

    /// <summary>One that has failed stays for good: it is of interest as long as its campaign waits for it.</summary>
    private async Task<bool> IsUnderWayAsync(WorkspaceId workspace, Subject subject, CancellationToken cancellation) =>
        subject.CampaignOrItsRuns is { } campaign && await campaigns.FindAsync(workspace, new CampaignId(campaign), cancellation)
            is { Status: not (CampaignStatus.Draft or CampaignStatus.Complete or CampaignStatus.Failed or CampaignStatus.Cancelled) };

    /// <summary>What every orchestration is begun with.</summary>
    internal sealed record Subject(string? Workspace, string? Campaign, string? Run)
    {
        public string? CampaignOrItsRuns => Campaign ?? (Run is null ? null : new RunId(Run).Campaign.Value);

        public static Subject? Of(OrchestrationMetadata instance) => instance.SerializedInput is null ? null : instance.ReadInputAs<Subject>();
    }
}
