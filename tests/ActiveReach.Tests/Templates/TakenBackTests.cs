using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Tests.Campaigns;
using ActiveReach.Tests.Campaigns.Walks;

namespace ActiveReach.Tests.Templates;

public sealed class TakenBackTests
{
    private const string Launch = """
        {"name":"Launch","audience":{},"channels":[{"channel":"whatsapp","template":"launch"}],"variants":[{"id":"A","content":{"whatsapp":{"parameters":["{{first_name}}"]}}}],
         "schedule":{"kind":"at","at":"2026-11-25T10:00"}}
        """;

    private readonly Office office = new();

    [Fact]
    public async Task A_template_that_its_vendor_takes_back_before_the_start_fails_the_campaign_with_the_reason()
    {
        var campaign = await ScheduledAsync();
        await VendorTemplate.DecideAsync(office, isApproved: false);
        office.Clock.SetUtcNow(campaign.StartsAt!.Value);
        await office.BeginAsync(campaign);

        var failed = await office.NowAsync(campaign);
        Assert.Equal((CampaignStatus.Failed, 0), (failed.Status, failed.RunsStarted));
        Assert.Contains("no longer approved when it was to start, so nothing was sent: It says too little.", failed.StatusReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_version_changes_nothing_of_what_is_scheduled_and_an_edit_of_the_content_goes_to_review_with_it()
    {
        var campaign = await ScheduledAsync();
        await VendorTemplate.MendAsync(office);
        Assert.Equal(CampaignStatus.Scheduled, (await office.EditAsync(office.Sender, campaign, """{"schedule":{"at":"2026-11-26T10:00"}}""", _ => { })).Status);
        Assert.Equal(1, Assert.Single((await office.NowAsync(campaign)).Templates).Version);

        var edited = await office.EditAsync(office.Sender, campaign, """{"description":"New"}""", _ => { });
        Assert.Equal((CampaignStatus.InReview, 2, 2), (edited.Status, Assert.Single(edited.Templates).Version, edited.Submission));
        await VendorTemplate.DecideAsync(office, isApproved: true);
        Assert.Equal("go_on", (await office.LookForReviewAsync(edited)).Outcome);
        Assert.Equal(CampaignStatus.Scheduled, (await office.NowAsync(edited)).Status);
    }

    private async Task<Campaign> ScheduledAsync()
    {
        await VendorTemplate.OfferAsync(office);
        await VendorTemplate.DecideAsync(office, isApproved: true);
        var campaign = await office.LaunchAsync(office.Sender, await office.DraftAsync(office.Sender, Launch));
        Assert.Equal(CampaignStatus.Scheduled, campaign.Status);
        return campaign;
    }
}
