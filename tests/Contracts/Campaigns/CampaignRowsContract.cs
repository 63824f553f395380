using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Documents;
using ActiveReach.Ids;
using Microsoft.Extensions.Time.Testing;

namespace Contracts.Campaigns;

/// <summary>What rows of the list of campaigns promise on every store of documents.</summary>
public abstract class CampaignRowsContract
{
    protected abstract IDocuments Documents { get; }

    private CampaignRecords Campaigns => new(Documents, new FakeTimeProvider(Some.Noon));

    private CampaignRows Rows => new(Documents);

    [Fact]
    public async Task Figures_stay_with_a_campaign_that_changes_and_move_nothing_of_it()
    {
        var campaign = await AddedAsync(Some.Campaign() with { RunsStarted = 1 });
        var (read, untold) = ((await Rows.FindAsync(Some.Workspace, campaign.Id))!, (await Campaigns.ListAsync(Some.Workspace, new CampaignQuery())).Figures);
        Assert.Empty(untold);
        Assert.Equal(campaign.Id, Assert.Single(await Rows.CountedBeforeAsync(Some.Workspace, Some.Noon)).Id);

        Assert.True(await Rows.TryTellAsync(read, Some.Figures(0.25), 0));
        Assert.False(await Rows.TryTellAsync(read, Some.Figures(0.1), 0));
        Assert.Empty(await Rows.CountedBeforeAsync(Some.Workspace, Some.Noon));
        Assert.Single(await Rows.CountedBeforeAsync(Some.Workspace, Some.Noon.AddSeconds(1)));
        Assert.Equal(campaign.Revision, (await FoundAsync(campaign)).Revision);

        Assert.NotNull(await Campaigns.TryUpdateAsync(campaign with { Status = CampaignStatus.Complete }));
        var page = await Campaigns.ListAsync(Some.Workspace, new CampaignQuery { Statuses = [CampaignStatus.Complete], Sort = "ctr" });
        Assert.Equal(0.25, page.Figures[Assert.Single(page.Items).Id].Ctr);
        Assert.True(await Rows.TryTellAsync((await Rows.FindAsync(Some.Workspace, campaign.Id))!, Some.Figures(0.3), 1));
        Assert.Empty(await Rows.CountedBeforeAsync(Some.Workspace, DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task Whoever_changes_a_campaign_while_its_figures_are_told_is_not_refused_and_none_of_both_is_lost()
    {
        var campaign = await AddedAsync(Some.Campaign());
        var telling = Task.WhenAll(Enumerable.Range(1, 20).Select(async n =>
        {
            while (!await Rows.TryTellAsync((await Rows.FindAsync(Some.Workspace, campaign.Id))!, Some.Figures(n / 100.0), 0))
                await Task.Yield();
        }));
        for (var n = 0; n < 20; n++)
            campaign = (await Campaigns.TryUpdateAsync(campaign with { StatusReason = $"{n}" }))!;
        await telling.WaitAsync(Eventually.Bound);

        Assert.Equal((21, "19"), (campaign.Revision, (await FoundAsync(campaign)).StatusReason));
        Assert.NotNull((await Rows.FindAsync(Some.Workspace, campaign.Id))!.Value.Figures);
    }

    [Fact]
    public async Task A_deleted_campaign_is_in_no_list()
    {
        Assert.True(await Campaigns.TryDeleteAsync(await AddedAsync(Some.Campaign())));
        Assert.Empty((await Campaigns.ListAsync(Some.Workspace, new CampaignQuery())).Items);
    }

    private async Task<Campaign> AddedAsync(Campaign campaign)
    {
        await Campaigns.AddAsync(campaign);
        return await FoundAsync(campaign);
    }

    private async Task<Campaign> FoundAsync(Campaign campaign) => (await Campaigns.FindAsync(campaign.Workspace, campaign.Id))!;
}
