using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;
using Contracts.Delivery.World;

namespace ActiveReach.Tests.LocalTimes;

public sealed class OutletBatchTests
{
    private static readonly Workspace Shop = new() { Id = new WorkspaceId("shop"), Name = "Shop" };

    [Fact]
    public void Five_thousand_outlets_make_no_more_batches_than_one()
    {
        Assert.Equal(Plan(1, []).Batches.Count, Plan(5_000, []).Batches.Count);
        Assert.Equal(20_000, Plan(5_000, []).Batches.Sum(batch => batch.Rows.Count));
    }

    [Fact]
    public void People_of_an_outlet_with_a_campaign_of_its_own_are_skipped_and_the_rule_names_it()
    {
        var rows = Plan(10, new() { ["out_3"] = "cmp_own" }).Batches.SelectMany(batch => batch.Rows).ToList();
        Assert.Equal(20_000, rows.Select(row => row.Contact).Distinct().Count());
        Assert.All(rows, row => Assert.Equal(row.Outlet == "out_3" ? (SkipReason.Overridden, "cmp_own") : (null, null), (row.SkipReason, row.Rule)));
    }

    private static PlanChunk Plan(int outlets, Dictionary<string, string> overrides)
    {
        var campaign = new CampaignId("cmp_1");
        var run = new Run
        {
            Id = RunId.Of(campaign, 1),
            Campaign = campaign,
            Workspace = Shop.Id,
            Orchestration = "",
            Definition = new CampaignDefinition { Channels = [new ChannelChoice { Channel = Channel.Sms }], Variants = [new Variant { Id = "A" }] },
        };
        var rules = new AudienceRules(run, ReachTerms.Of(null, keepsHours: false, Shop, OutletDirectory.Empty), overrides);
        var writer = new PlanWriter(Shop.Id, 8, []);
        for (var id = 1L; id <= 20_000; id++)
            rules.Place(People.Person(id) with { Outlet = $"out_{id % outlets}" }, writer, DateTimeOffset.UnixEpoch);
        return writer.Take(20_000);
    }
}
