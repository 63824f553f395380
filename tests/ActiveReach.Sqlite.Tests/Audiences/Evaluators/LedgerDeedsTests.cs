using System.Reflection;
using System.Text.Json;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Sqlite.Delivery.Rows;
using ActiveReach.Sqlite.Documents;
using Contracts.Audiences.Evaluators;
using Contracts.Campaigns;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences.Evaluators;

/// <summary>Who did what with messages, from the lists of the ledger: the same answers as every evaluator gives.</summary>
public sealed class LedgerDeedsTests : IDisposable
{
    private readonly TemporaryProduct product = new();
    private readonly SqliteDocuments documents;
    private readonly LedgerDeeds deeds;
    private readonly CampaignRecords campaigns;

    public LedgerDeedsTests()
    {
        documents = new SqliteDocuments(product.Database);
        campaigns = new CampaignRecords(documents, TimeProvider.System);
        var runs = new RunRecords(documents, new LedgerFence(new SqliteLedger(product.Database)), TimeProvider.System);
        deeds = new LedgerDeeds(campaigns, runs, new SqliteLedgerRows(product.Database), new SqliteConversions(product.Database));
    }

    public void Dispose() => product.Dispose();

    [Fact]
    public async Task The_lists_of_the_ledger_tell_of_everybody_what_the_evaluators_do()
    {
        var (ana, _) = await product.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1"}"""), Api);
        await new PastDeeds(product.Database).GiveAsync(ana.Id, BehaviourContract.Past);
        foreach (var campaign in BehaviourContract.Past.Messages.Select(message => message.Campaign).Distinct())
            await campaigns.AddAsync(Some.Campaign(campaign.Value) with { Id = campaign, Workspace = Shop.Id });

        var asked = 0;
        foreach (var (where, expected) in Table())
        {
            if (ExpressionParser.Parse(JsonElement.Parse(where), Shop) is not DidCondition did)
                continue;
            Assert.True(expected == (await deeds.WhoAsync(Shop.Id, did, Now)).Contains(ana.Id), where);
            asked++;
        }

        Assert.InRange(asked, 30, 60);
    }

    [Fact]
    public async Task Of_somebody_who_was_sent_to_on_several_channels_each_message_counts()
    {
        var (ana, _) = await product.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1"}"""), Api);
        await campaigns.AddAsync(Some.Campaign() with { Id = new CampaignId("cmp_a"), Workspace = Shop.Id });
        var past = new PastDeeds(product.Database);
        var run = await past.RunAsync("cmp_a", 1, Noon);
        await past.MessageAsync(run, ana.Id, Noon.AddDays(-9), opened: Noon.AddDays(-9));
        await past.MessageAsync(run, ana.Id, Noon.AddDays(-1), opened: Noon.AddDays(-1));

        Assert.Contains(ana.Id, await deeds.WhoAsync(Shop.Id, new DidCondition(Deed.Opened, null, TimeSpan.FromDays(2)), Now));
        Assert.DoesNotContain(ana.Id, await deeds.WhoAsync(Shop.Id, new DidCondition(Deed.Opened, null, TimeSpan.FromHours(2)), Now));
    }

    /// <summary>The contract's.</summary>
    private static IEnumerable<(string Where, bool Expected)> Table()
    {
        var test = typeof(BehaviourContract).GetMethod(nameof(BehaviourContract.Behaviour_means_the_same_to_every_evaluator))!;
        return test.GetCustomAttributes<InlineDataAttribute>().SelectMany(row => row.GetData(test)).Select(row => ((string)row[0], (bool)row[1]));
    }
}
