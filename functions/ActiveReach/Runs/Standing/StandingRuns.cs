using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Delivery.Planning;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs.Standing;

/// <summary>The run of a standing campaign that takes entries at the moment: one for each day and version.</summary>
public sealed class StandingRuns(RunRecords runs, RunMoves moves, PlanEntries plan, WorkspaceRegister workspaces)
{
    /// <summary>After the end of the day, for whoever seals the run.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(5);

    /// <summary>The latest run, while it takes entries; null when there is none.</summary>
    public async Task<Run?> OpenOfAsync(Campaign campaign, CancellationToken cancellation = default) =>
        campaign.Run is { } id && await runs.FindAsync(id, cancellation) is { Day: not null } run && !await plan.IsSealedAsync(id, cancellation) ? run : null;

    /// <summary>Begins it, or finds that it has: from then on it can take entries.</summary>
    public async Task<Run> BeginAsync(Run run, CancellationToken cancellation = default)
    {
        var begun = await moves.BeginAsync(run.Id, cancellation);
        if (begun.HasEnded())
            return begun;
        await plan.OpenAsync(begun, cancellation);
        return await moves.StartSendingAsync(run.Id, cancellation);
    }

    /// <summary>When to look at one of which nothing is to be sent now: what comes puts itself on the queues, so when its day is over.</summary>
    public async Task<DateTimeOffset> NextLookAsync(Run run, DateTimeOffset soon, CancellationToken cancellation = default)
    {
        var endOfDay = StandingDays.StartOf(run.Day!.Value.AddDays(1), (await workspaces.ReadAsync(run.Workspace, cancellation)).TimeZone) + Glance;
        return endOfDay > soon ? endOfDay : soon;
    }

    /// <summary>It takes nothing more.</summary>
    public async Task SealAsync(Run run, CancellationToken cancellation = default)
    {
        var begun = await BeginAsync(run, cancellation);
        if (begun.HasEnded())
            await plan.OpenAsync(begun, cancellation);
        await plan.SealAsync(begun, cancellation);
    }
}
