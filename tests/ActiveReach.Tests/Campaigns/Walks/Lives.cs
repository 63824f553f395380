using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Runs;

namespace ActiveReach.Tests.Campaigns.Walks;

/// <summary>What the orchestrations of a campaign do, a look at a time: one life for each submission that asked for one, whose chapters end as the real ones do,
/// and the run, as far as its ledger would have it.</summary>
internal sealed class Lives(Office office, Campaign campaign)
{
    private readonly Dictionary<int, Chapter> chapters = [];

    private enum Chapter
    {
        Approval,
        Review,
        Schedule,
        Ended,
    }

    /// <summary>Each that has not ended looks once.</summary>
    /// <returns>When the next of them wants to look again; null when all have ended.</returns>
    public async Task<DateTimeOffset?> LookAsync()
    {
        foreach (var start in office.Shelf.Intents.Where(intent => intent.Start == "CampaignLife"))
            chapters.TryAdd(JsonSerializer.Deserialize<SubmissionStart>(start.Input!)!.Submission, Chapter.Approval);

        DateTimeOffset? wake = null;
        foreach (var (submission, chapter) in chapters.Where(life => life.Value is not Chapter.Ended).ToList())
        {
            var at = campaign with { Submission = submission };
            var look = await (chapter switch
            {
                Chapter.Approval => office.LookForApprovalAsync(at),
                Chapter.Review => office.LookForReviewAsync(at),
                _ => office.BeginAsync(at),
            });
            if (look.Outcome is not null)
                chapters[submission] = (look.Outcome, chapter) switch
                {
                    (Look.InReview, _) => Chapter.Review,
                    (Look.GoOn, Chapter.Approval or Chapter.Review) => Chapter.Schedule,
                    _ => Chapter.Ended,
                };
            if (chapters[submission] is not Chapter.Ended)
                wake = Earlier(wake, look.WakeAt is { } told ? new DateTimeOffset(told, TimeSpan.Zero) : office.Clock.GetUtcNow());
        }

        return wake;
    }

    /// <summary>The newest run goes a step on, or fails.</summary>
    /// <returns>False when there is nothing to go on.</returns>
    public async Task<bool> GoOnAsync(bool fails = false)
    {
        if ((await office.NowAsync(campaign)).Run is not { } id || await office.Shelf.Runs.FindAsync(id) is not { } run)
            return false;
        var next = run.Status switch
        {
            RunStatus.Prepared => RunStatus.Planning,
            RunStatus.Planning => RunStatus.Sending,
            RunStatus.Sending => RunStatus.Active,
            RunStatus.Active => RunStatus.Complete,
            _ => run.Status,
        };
        if (fails && CampaignMoves.Targets(run, CampaignMove.Fail) is not null)
            next = RunStatus.Failed;
        if (next == run.Status || await office.Shelf.Runs.TryUpdateAsync(run.To(next)) is null)
            return false;
        await office.Shelf.Derive.RunAsync(campaign.Workspace, campaign.Id);
        return true;
    }

    /// <summary>Time goes on and nobody does anything more, but that who paused it resumes it: nothing may be left waiting for what never comes.</summary>
    public async Task<Campaign> PlayOutAsync()
    {
        for (var rounds = 0; rounds < 500; rounds++)
        {
            var now = await office.NowAsync(campaign);
            if (now.Status is CampaignStatus.Paused && !await ResumesAsync(now))
                return await office.CancelAsync(office.Admin, now);
            var (wake, wentOn) = (await LookAsync(), await GoOnAsync());
            if (wake is null && !wentOn)
                break;
            if (wake > office.Clock.GetUtcNow())
                office.Clock.SetUtcNow(wake.Value);
        }

        return await office.NowAsync(campaign);
    }

    private async Task<bool> ResumesAsync(Campaign paused)
    {
        try
        {
            await office.ResumeAsync(office.Admin, paused);
            return true;
        }
        catch (ActiveReach.Problems.ConflictException)
        {
            return false;
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;
}
