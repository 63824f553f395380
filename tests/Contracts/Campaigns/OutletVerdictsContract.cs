using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Lists;

namespace Contracts.Campaigns;

/// <summary>What verdicts of outlets promise on every store of documents.</summary>
public abstract class OutletVerdictsContract
{
    private static readonly Run Run = RunOf(1);

    protected abstract IDocuments Documents { get; }

    private OutletVerdicts Verdicts => new(Documents);

    [Fact]
    public async Task What_was_decided_once_stays_and_what_is_missing_is_added()
    {
        await Verdicts.KeepAsync(Run, [Of("out_1", "A"), Of("", "A")]);
        await Verdicts.KeepAsync(Run, [Of("out_1", "B"), Of("out_2", "B"), .. Enumerable.Range(100, 150).Select(number => Of($"out_{number}", "B"))]);

        var winners = await Verdicts.WinnersAsync(Run);
        Assert.Equal((153, "A", "A", "B"), (winners.Count, winners["out_1"], winners[""], winners["out_2"]));
        Assert.Empty(await Verdicts.AllAsync(RunOf(2)));
    }

    [Fact]
    public async Task Outlets_are_listed_by_id_in_pages_those_without_one_first()
    {
        await Verdicts.KeepAsync(Run, [Of("out_2", "B"), Of("", "A"), Of("out_1", "A")]);
        await Verdicts.KeepAsync(RunOf(2), [Of("out_1", "B") with { Run = RunOf(2).Id }]);

        var (seen, page) = (new List<string>(), new PageQuery(2, null, "outlet", false));
        do
        {
            var found = await Verdicts.ListAsync(Run, page, null);
            Assert.Equal(3, found.Total);
            seen.AddRange(found.Items.Select(verdict => verdict.Outlet));
            page = page with { Cursor = found.NextCursor };
        }
        while (page.Cursor is not null);
        Assert.Equal(["", "out_1", "out_2"], seen);
        Assert.Equal("A", Assert.Single((await Verdicts.ListAsync(Run, page, "out_1")).Items).Verdict.Winner);
        Assert.Equal("A", Assert.Single((await Verdicts.ListAsync(Run, page, "")).Items).Verdict.Winner);
    }

    [Fact]
    public async Task Of_two_who_decide_about_an_outlet_one_is_refused_and_nothing_is_sent_while_one_is_held()
    {
        await Verdicts.KeepAsync(Run, [Of("out_1", "A"), Of("out_2", null)]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Verdicts.WinnersAsync(Run));
        var held = await Verdicts.HeldAsync(Run, 10);
        Assert.Equal("out_2", Assert.Single(held).Value.Outlet);

        Assert.True(await Verdicts.TryReplaceAsync(Run, [held[0] with { Value = Of("out_2", "B") }]));
        Assert.False(await Verdicts.TryReplaceAsync(Run, [held[0] with { Value = Of("out_2", "A") }]));
        Assert.Empty(await Verdicts.HeldAsync(Run, 10));
        Assert.Equal("B", (await Verdicts.FindAsync(Run, "out_2"))!.Value.Verdict.Winner);
        Assert.Equal("B", (await Verdicts.WinnersAsync(Run))["out_2"]);
    }

    private static OutletVerdict Of(string outlet, string? winner) => new(Run.Id, outlet, new Verdict(winner, winner is null ? Verdict.Held : Verdict.Clear, "Because.", [new VariantResult("A", 10, 2, 0.5, 0.1)]));

    private static Run RunOf(int ordinal) => new()
    {
        Id = RunId.Of(new CampaignId("cmp_1"), ordinal),
        Campaign = new CampaignId("cmp_1"),
        Workspace = Some.Workspace,
        Definition = new CampaignDefinition(),
        Orchestration = $"run-cmp_1.{ordinal}",
    };
}
