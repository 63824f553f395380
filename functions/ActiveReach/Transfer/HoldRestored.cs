using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Transfer;

/// <summary>Pauses what would send, of all workspaces, when an app begins with the files of a backup: whatever was handed over since then is not known to them, and would be
/// handed over again. People who can find out resume it. What is scheduled for later has not begun since, and goes on.</summary>
public sealed class HoldRestored(WorkspaceRegister workspaces, CampaignRecords campaigns, RunRecords runs, SteerCampaign steer, DeriveStatus derive, TimeProvider clock)
{
    private const string Reason = "Paused, because the app began anew with the files of a backup: what was handed over since then is not known here, and would be handed over again.";
    private const string Action = "Ask the provider who has got it. Resume it where nobody has, or cancel it and duplicate it for those who haven't.";

    private static readonly CampaignQuery UnderWay = new()
    {
        Statuses = [.. Enum.GetValues<CampaignStatus>().Where(status => CampaignMoves.Targets(status, CampaignMove.Pause) is not null)],
        Sort = "createdAt",
        Limit = 500,
    };

    /// <summary>May be repeated: what is paused stays so.</summary>
    /// <returns>How many campaigns were paused.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var paused = 0;
        foreach (var workspace in await workspaces.AllAsync(cancellation))
        {
            var query = UnderWay;
            do
            {
                var page = await campaigns.ListAsync(workspace, query, cancellation);
                foreach (var campaign in page.Items)
                    paused += await IsPausedAsync(campaign, cancellation) ? 1 : 0;
                query = query with { Cursor = page.NextCursor };
            }
            while (query.Cursor is not null);
        }

        return paused;
    }

    /// <summary>False for one that sends nothing now, or doesn't allow it as it is.</summary>
    private async Task<bool> IsPausedAsync(Campaign campaign, CancellationToken cancellation)
    {
        var isDue = campaign.Schedule is { State: ScheduleState.On } schedule && !(schedule.NextAt > clock.GetUtcNow());
        if (!isDue && !(await runs.ListAsync(campaign.Workspace, campaign.Id, cancellation)).Any(run => run.Status is RunStatus.Planning or RunStatus.Sending))
            return false;
        try
        {
            await steer.RunAsync(new Caller(campaign.Workspace, "restore", Role.Admin), campaign.Id, CampaignMove.Pause, null, cancellation);
        }
        catch (ConflictException)
        {
            return false;
        }

        foreach (var run in await runs.ListAsync(campaign.Workspace, campaign.Id, cancellation))
        {
            if (run.Status is RunStatus.Paused)
                await runs.TryUpdateAsync(run with { StatusReason = Reason, NextAction = Action }, cancellation: cancellation);
        }

        if (await derive.RunAsync(campaign.Workspace, campaign.Id, cancellation) is { Run: null } scheduled)
            await campaigns.TryUpdateAsync(scheduled with { StatusReason = Reason, NextAction = Action }, cancellation: cancellation);
        return true;
    }
}
