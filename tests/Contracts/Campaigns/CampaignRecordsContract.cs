using ActiveReach.Campaigns.Records;
using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.Extensions.Time.Testing;

namespace Contracts.Campaigns;

/// <summary>What campaigns, runs and intents promise on every store of documents.</summary>
public abstract class CampaignRecordsContract
{
    protected abstract IDocuments Documents { get; }

    private CampaignRecords Campaigns => new(Documents, Clock);

    private CampaignRows Rows => new(Documents);

    private RunRecords Runs => new(Documents, new Fence(), Clock);

    private PendingIntents Intents => new(Documents);

    private static FakeTimeProvider Clock => new(Some.Noon);

    [Fact]
    public async Task A_campaign_comes_back_as_it_was_written()
    {
        var campaign = Some.Campaign("Diwali", Channel.WhatsApp, Channel.InApp) with { StartsAt = Some.Noon, EditedBy = ["a@example.com"] };
        await Campaigns.AddAsync(campaign);

        var found = await Campaigns.FindAsync(campaign.Workspace, campaign.Id);
        Assert.Equal(Text(campaign with { Revision = 1 }), Text(found!));
        Assert.Null(await Campaigns.FindAsync(new WorkspaceId("other"), campaign.Id));
    }

    [Fact]
    public async Task Of_many_who_change_the_same_revision_one_wins()
    {
        var campaign = await AddedAsync(Some.Campaign());
        var writes = Enumerable.Range(0, 20).Select(n =>
            Campaigns.TryUpdateAsync(campaign with { StatusReason = $"{n}" }, [Intent.ToRing("o", Doorbell.Start, $"{n}")]));

        var winner = Assert.Single(await Task.WhenAll(writes), written => written is not null);
        Assert.Equal(2, winner!.Revision);
        Assert.Equal(winner.StatusReason, (await FoundAsync(campaign)).StatusReason);
        Assert.Equal($"ring:o:{Doorbell.Start}:{winner.StatusReason}", Assert.Single(await Intents.PendingForAsync("shop", "o")).Intent.Id);
    }

    [Fact]
    public async Task A_run_is_added_once_and_changed_by_compare_and_set()
    {
        var campaign = await AddedAsync(Some.Campaign());
        Assert.True(await Runs.TryAddAsync(Some.Run(campaign)));
        Assert.False(await Runs.TryAddAsync(Some.Run(campaign) with { Epoch = 9 }));
        Assert.True(await Runs.TryAddAsync(Some.Run(campaign, 2)));

        var first = (await Runs.FindAsync(RunId.Of(campaign.Id, 1)))!;
        Assert.Equal(1, first.Epoch);
        Assert.NotNull(await Runs.TryUpdateAsync(first with { Winner = "A" }, [Intent.ToRing("o", "bell", "1")]));
        Assert.Null(await Runs.TryUpdateAsync(first with { Winner = "B" }));
        Assert.Equal(["A", null], (await Runs.ListAsync(campaign.Workspace, campaign.Id)).Select(run => run.Winner));
        Assert.Single(await DueAsync(DateTimeOffset.MaxValue, 10));
    }

    [Fact]
    public async Task An_intent_is_pending_until_it_is_confirmed_and_starts_come_before_rings()
    {
        var campaign = await AddedAsync(Some.Campaign());
        var start = Intent.ToStart("CampaignLife", "campaign-1", "{}");
        var ring = Intent.ToRing("campaign-1", Doorbell.Approval, "2");
        await Campaigns.TryUpdateAsync(campaign, [start, start, ring]);

        var pending = await Intents.PendingForAsync("shop", "campaign-1");
        Assert.Equal([start, ring], pending.Select(each => each.Intent));
        await Intents.ConfirmAsync([pending[0], pending[0] with { Intent = Intent.ToRing("unknown", "bell", "1") }]);
        Assert.Equal([ring], await DueAsync(DateTimeOffset.MaxValue, 10));
        Assert.Empty(await Intents.PendingForAsync("shop", "campaign-2"));
    }

    [Fact]
    public async Task An_intent_that_failed_waits_longer_each_time_and_comes_after_those_that_never_did()
    {
        var campaign = await AddedAsync(Some.Campaign());
        var (poisoned, live) = (Intent.ToRing("dead", "bell", "1"), Intent.ToRing("alive", "bell", "1"));
        await Campaigns.TryUpdateAsync(campaign, [poisoned, live]);

        await Intents.PutOffAsync([.. await Intents.PendingForAsync("shop", "dead"), new PendingIntent("shop", Intent.ToRing("unknown", "bell", "1"), 0)], failures => Some.Noon.AddMinutes(failures));
        Assert.Equal([live], await DueAsync(Some.Noon, 10));
        Assert.Equal([live, poisoned], await DueAsync(Some.Noon.AddMinutes(1), 10));
        Assert.Equal([poisoned], (await Intents.PendingForAsync("shop", "dead")).Select(each => each.Intent));

        await Intents.PutOffAsync(await Intents.PendingForAsync("shop", "dead"), failures => Some.Noon.AddMinutes(failures));
        Assert.Equal([live], await DueAsync(Some.Noon.AddMinutes(1), 10));
        Assert.Equal([live, poisoned], await DueAsync(Some.Noon.AddMinutes(2), 10));
        await Intents.ConfirmAsync(await Intents.PendingForAsync("shop", "dead"));
        Assert.Equal([live], await DueAsync(DateTimeOffset.MaxValue, 10));
    }

    [Fact]
    public async Task A_partition_in_which_nothing_waits_is_looked_at_no_more_and_named_again_by_the_next_intent()
    {
        var campaign = await AddedAsync(Some.Campaign());
        var changed = await Campaigns.TryUpdateAsync(campaign, [Intent.ToRing("o", "bell", "1")]);
        await Intents.ForgetAsync(Some.Noon.AddHours(1));
        Assert.Single(await DueAsync(Some.Noon, 10));

        await Intents.ConfirmAsync(await Intents.PendingInAsync("shop"));
        await Intents.ForgetAsync(Some.Noon.AddMinutes(9));
        Assert.NotNull(await Documents.FindAsync(new DocumentKey("directory", "pending", "shop")));
        await Intents.ForgetAsync(Some.Noon.AddMinutes(11));
        Assert.Null(await Documents.FindAsync(new DocumentKey("directory", "pending", "shop")));

        await Campaigns.TryUpdateAsync(changed!, [Intent.ToRing("o", "bell", "2")]);
        Assert.Single(await DueAsync(Some.Noon, 10));
    }

    [Fact]
    public async Task A_run_is_prepared_anew_by_a_later_try_only_and_never_once_it_is_begun()
    {
        var run = Some.Run(Some.Campaign()) with { Status = RunStatus.Prepared, PreparedFrom = 3 };
        Assert.Equal(1, (await Runs.TryPrepareAsync(run))!.Revision);
        Assert.Equal("first", (await Runs.TryPrepareAsync(run with { PreparedFrom = 4, StatusReason = "first" }))!.StatusReason);
        Assert.Equal("first", (await Runs.TryPrepareAsync(run with { PreparedFrom = 4, StatusReason = "second" }))!.StatusReason);
        Assert.Null(await Runs.TryPrepareAsync(run with { PreparedFrom = 3, StatusReason = "late" }));
        Assert.Empty(await Runs.ListAsync(run.Workspace, run.Campaign));

        var prepared = (await Runs.FindAsync(run.Id))!;
        Assert.NotNull(await Runs.TryUpdateAsync(prepared with { Status = RunStatus.Planning, Epoch = 2 }));
        Assert.Null(await Runs.TryPrepareAsync(run with { PreparedFrom = 9 }));
        Assert.Equal("first", Assert.Single(await Runs.ListAsync(run.Workspace, run.Campaign)).StatusReason);
    }

    [Fact]
    public async Task Each_workspace_has_its_turn_however_many_intents_another_has()
    {
        var (large, small) = (await AddedAsync(Some.Campaign()), await AddedAsync(Some.Campaign() with { Workspace = new WorkspaceId("small") }));
        await Campaigns.TryUpdateAsync(large, [.. Enumerable.Range(0, 50).Select(n => Intent.ToRing("large", "bell", $"{n}"))]);
        await Campaigns.TryUpdateAsync(small, [Intent.ToStart("CampaignLife", "small", "{}"), Intent.ToRing("small", "bell", "1")]);

        var due = await DueAsync(Some.Noon, 6);
        Assert.Equal(["ring:large:bell:0", "start:small", "ring:large:bell:1", "ring:small:bell:1", "ring:large:bell:2", "ring:large:bell:3"], due.Select(intent => intent.Id));
    }

    [Fact]
    public async Task Deleting_a_changed_campaign_fails()
    {
        var campaign = await AddedAsync(Some.Campaign());
        var changed = await Campaigns.TryUpdateAsync(campaign);
        Assert.False(await Campaigns.TryDeleteAsync(campaign));
        Assert.True(await Campaigns.TryDeleteAsync(changed!));
        Assert.Null(await Campaigns.FindAsync(campaign.Workspace, campaign.Id));
    }

    [Theory]
    [InlineData("-createdAt")]
    [InlineData("createdAt")]
    [InlineData("name")]
    [InlineData("-name")]
    [InlineData("startsAt")]
    [InlineData("status")]
    [InlineData("-ctr")]
    [InlineData("responseRate")]
    public async Task Pages_hold_every_campaign_once_in_order_while_others_are_added(string sort)
    {
        for (var n = 0; n < 23; n++)
        {
            var campaign = await AddedAsync(Some.Campaign($"Campaign {n % 7}") with
            {
                CreatedAt = Some.Noon.AddMinutes(n / 3),
                StartsAt = n % 2 == 0 ? null : Some.Noon.AddDays(n / 4),
            });
            if (n % 3 > 0)
                Assert.True(await Rows.TryTellAsync((await Rows.FindAsync(Some.Workspace, campaign.Id))!, Some.Figures((n % 5) / 7.0), 0));
        }

        await Campaigns.AddAsync(Some.Campaign() with { Workspace = new WorkspaceId("other") });
        var all = (await Campaigns.ListAsync(Some.Workspace, new CampaignQuery { Sort = sort, Limit = 500 })).Items.Select(campaign => campaign.Id).ToList();
        var paged = new List<CampaignId>();
        string? cursor = null;
        do
        {
            var page = await Campaigns.ListAsync(Some.Workspace, new CampaignQuery { Sort = sort, Limit = 5, Cursor = cursor });
            Assert.Equal(23, page.Total);
            paged.AddRange(page.Items.Select(campaign => campaign.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(23, all.Distinct().Count());
        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task Filters_narrow_the_list_and_its_total()
    {
        var launch = await AddedAsync(Tagged(Some.Campaign("Élan launch", Channel.Sms), "vip", "launch"));
        var sale = await AddedAsync(Tagged(Some.Campaign("Winter sale", Channel.Email), "vip-only") with { Status = CampaignStatus.Scheduled, StartsAt = Some.Noon.AddDays(30) });
        var pune = Some.Campaign("Pune opening", Channel.Email);
        pune = await AddedAsync(pune with { Definition = pune.Definition with { Location = "pune", Type = CampaignType.Test } });

        await ExpectAsync(new CampaignQuery { Statuses = [CampaignStatus.Scheduled, CampaignStatus.Failed] }, sale);
        await ExpectAsync(new CampaignQuery { Type = CampaignType.Test }, pune);
        await ExpectAsync(new CampaignQuery { Channel = Channel.Email }, sale, pune);
        await ExpectAsync(new CampaignQuery { Tag = "VIP" }, launch);
        await ExpectAsync(new CampaignQuery { Location = "pune" }, pune);
        await ExpectAsync(new CampaignQuery { Text = "éLAN" }, launch);
        await ExpectAsync(new CampaignQuery { Text = "vip" }, launch, sale);
        await ExpectAsync(new CampaignQuery { From = Some.Noon.AddDays(1) }, sale);
        await ExpectAsync(new CampaignQuery { To = Some.Noon.AddDays(30), Text = "%" });
        await ExpectAsync(new CampaignQuery { To = Some.Noon.AddDays(30) }, launch, pune);
    }

    [Theory]
    [InlineData("sort", "revenue; DROP TABLE campaigns", null)]
    [InlineData("cursor", "-createdAt", "bm9uc2Vuc2U")]
    [InlineData("cursor", "createdAt", "WyJjcmVhdGVkQXQiLCJ4IiwieSJd")]
    [InlineData("cursor", "-createdAt", "not base64 !")]
    [InlineData("cursor", "name", "WyItY3JlYXRlZEF0IiwiMSIsIngiXQ")]
    public async Task A_sort_or_cursor_that_the_list_does_not_know_is_refused_by_name(string path, string sort, string? cursor)
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(() =>
            Campaigns.ListAsync(Some.Workspace, new CampaignQuery { Sort = sort, Cursor = cursor }));
        Assert.Equal(path, Assert.Single(error.Problems).Path);
    }

    private async Task<IReadOnlyList<Intent>> DueAsync(DateTimeOffset now, int limit) => [.. (await Intents.DueAsync(now, limit)).Select(each => each.Intent)];

    private static Campaign Tagged(Campaign campaign, params string[] tags) =>
        campaign with { Definition = campaign.Definition with { Tags = tags } };

    private async Task ExpectAsync(CampaignQuery query, params Campaign[] expected)
    {
        var page = await Campaigns.ListAsync(Some.Workspace, query);
        Assert.Equal(expected.Select(campaign => campaign.Id).Order(ById), page.Items.Select(campaign => campaign.Id).Order(ById));
        Assert.Equal(expected.Length, page.Total);
    }

    private static readonly Comparer<CampaignId> ById = Comparer<CampaignId>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value));

    private async Task<Campaign> AddedAsync(Campaign campaign)
    {
        await Campaigns.AddAsync(campaign);
        return await FoundAsync(campaign);
    }

    private async Task<Campaign> FoundAsync(Campaign campaign) => (await Campaigns.FindAsync(campaign.Workspace, campaign.Id))!;

    private sealed class Fence : IRunFence
    {
        public Task RaiseAsync(Run run, CancellationToken cancellation = default) => Task.CompletedTask;
    }

    private static string Text(Campaign campaign) => JsonSerializer.Serialize(campaign, Wire.Json);
}
