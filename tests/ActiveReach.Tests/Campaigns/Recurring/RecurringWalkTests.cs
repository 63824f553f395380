using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Runs;
using ActiveReach.Workspaces;
using FsCheck;
using FsCheck.Fluent;

namespace ActiveReach.Tests.Campaigns.Recurring;

/// <summary>Whoever does whatever with a daily campaign in whatever order, while its runs begin, end and overlap: no day goes out twice, nothing that needs approval
/// goes out without it, and the campaign's status is what its schedule and its runs say.</summary>
public sealed class RecurringWalkTests
{
    private const string Daily = """
        {"type":"recurring","name":"Daily","audience":{},"channels":[{"channel":"sms"}],"variants":[{"id":"A","content":{"sms":{"text":"Hi"}}}],
         "schedule":{"timezone":"Europe/Berlin","recurrence":{"every":"day","at":"10:00"}}}
        """;

    private static readonly CampaignStatus[] Over = [CampaignStatus.Complete, CampaignStatus.Failed, CampaignStatus.Cancelled];

    [Theory]
    [InlineData(ApprovalPolicy.Always)]
    [InlineData(ApprovalPolicy.AsDefined)]
    public void No_walk_sends_a_day_twice_or_without_approval_or_loses_the_campaign(ApprovalPolicy policy)
    {
        var seen = new HashSet<CampaignStatus>();
        Prop.ForAll<byte[]>(steps => WalkAsync(policy, steps, seen).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithStartSize(30).WithEndSize(120));
        Assert.Superset(
            new HashSet<CampaignStatus> { CampaignStatus.Scheduled, CampaignStatus.Sending, CampaignStatus.Paused, CampaignStatus.Active, CampaignStatus.Cancelled, CampaignStatus.Complete }, seen);
    }

    private static async Task WalkAsync(ApprovalPolicy policy, byte[] steps, HashSet<CampaignStatus> seen)
    {
        var office = new Office();
        office.Staff.Workspace = office.Staff.Workspace.With(office.Staff.Workspace.Of<GeneralSettings>() with { ApprovalPolicy = policy });
        Caller[] actors = [office.Sender, office.Other, office.Admin];
        var campaign = await office.DraftAsync(office.Sender, Daily);
        foreach (var step in steps)
        {
            var before = await office.NowAsync(campaign);
            try
            {
                await ActAsync(office, actors[step % actors.Length], before, step / actors.Length % 14);
            }
            catch (Exception refused) when (refused is InvalidInputException or ConflictException or ForbiddenException or MissingVersionException)
            {
            }

            var after = await office.NowAsync(campaign);
            seen.Add(after.Status);
            await CheckAsync(office, policy, before, after);
        }
    }

    private static Task ActAsync(Office office, Caller actor, Campaign campaign, int action) => action switch
    {
        0 => office.EditAsync(actor, campaign, "{\"description\":\"" + campaign.Revision + "\"}", _ => { }),
        1 => office.EditAsync(actor, campaign, "{\"schedule\":{\"recurrence\":{\"at\":\"" + (8 + (campaign.Revision % 12)).ToString("00", System.Globalization.CultureInfo.InvariantCulture) + ":00\"}}}", _ => { }),
        2 => office.EditAsync(actor, campaign, "{\"schedule\":{\"recurrence\":{\"count\":" + (1 + (campaign.Revision % 9)) + "}}}", _ => { }),
        3 => office.EditAsync(actor, campaign, "{\"schedule\":{\"recurrence\":{\"missed\":\"" + (campaign.Revision % 2 == 0 ? "skip" : "catch_up") + "\"}}}", _ => { }),
        4 => office.LaunchAsync(actor, campaign),
        5 => office.DecideAsync(actor, campaign, approve: campaign.Revision % 4 != 0),
        6 => campaign.Revision % 3 == 0 ? office.PauseAsync(actor, campaign) : office.ResumeAsync(actor, campaign),
        7 => office.ResumeAsync(actor, campaign),
        8 => campaign.Revision % 5 == 0 ? office.CancelAsync(actor, campaign) : office.BeginAsync(campaign),
        9 => office.LookForApprovalAsync(campaign),
        10 => EndOneAsync(office, campaign),
        11 => PassAsync(office, campaign, TimeSpan.FromHours(26)),
        _ => PassAsync(office, campaign, TimeSpan.FromHours(5)),
    };

    private static Task<Look> PassAsync(Office office, Campaign campaign, TimeSpan time)
    {
        office.Clock.Advance(time);
        return office.BeginAsync(campaign);
    }

    /// <summary>A run goes on by itself: to its reply window, and to its end.</summary>
    private static async Task EndOneAsync(Office office, Campaign campaign)
    {
        var run = (await office.Shelf.Runs.StartedAsync(campaign)).FirstOrDefault(each => each.Status is RunStatus.Prepared or RunStatus.Sending or RunStatus.Active);
        if (run is null)
            return;
        await office.Shelf.Runs.TryUpdateAsync(run with { Status = run.Status is RunStatus.Active ? RunStatus.Complete : RunStatus.Active });
        await office.Shelf.Derive.RunAsync(campaign.Workspace, campaign.Id);
    }

    private static async Task CheckAsync(Office office, ApprovalPolicy policy, Campaign before, Campaign after)
    {
        var runs = await office.Shelf.Runs.StartedAsync(after);
        Assert.Equal(after.RunsStarted, runs.Count);
        var days = runs.Select(run => run.Instance!.Day).ToList();
        Assert.Equal(days.Order().Distinct(), days);
        Assert.Equal(after.Status, (await office.Shelf.Derive.RunAsync(after.Workspace, after.Id))!.Status);
        Assert.True(!Over.Contains(after.Status) || (!after.HasMoreToCome && runs.All(run => run.Status is RunStatus.Complete or RunStatus.Cancelled or RunStatus.Skipped)), $"{after.Status} with something to come");
        Assert.True(after.HasMoreToCome || after.Status is CampaignStatus.Draft || Over.Contains(after.Status) || runs.Any(run => run.Status is not (RunStatus.Complete or RunStatus.Cancelled or RunStatus.Skipped)),
            $"{after.Status} with nothing to come");
        foreach (var run in runs.Skip(before.RunsStarted).Where(run => run.Status is not RunStatus.Skipped))
        {
            Assert.True(policy is not ApprovalPolicy.Always || before.Approval is ApprovalState.Approved, "It went out without approval.");
            Assert.True(ApprovalRule.IsSameContent(run.Definition, before.Definition), "It went out with another content than was approved.");
        }
    }
}
