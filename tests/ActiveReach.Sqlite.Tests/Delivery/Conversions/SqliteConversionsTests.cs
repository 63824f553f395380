using ActiveReach.Delivery.Conversions;
using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Sqlite.Tests.Audiences.Evaluators;
using ActiveReach.Workspaces;
using Contracts.Conversions;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Delivery.Conversions;

public sealed class SqliteConversionsTests : ConversionsContract, IDisposable
{
    private readonly Audiences.TemporaryProduct product = new();
    private int next;

    protected override IConversions Conversions => new SqliteConversions(product.Database);

    protected override WorkspaceId Workspace => Shop.Id;

    public void Dispose() => product.Dispose();

    [Fact]
    public async Task An_event_marks_its_person_where_conversions_are_counted_and_nobody_is_marked_of_whom_nothing_is_known()
    {
        var early = await AddAsync();
        Assert.Empty(await Conversions.DueAsync(Workspace, 10));
        await RunAsync();
        await new PastDeeds(product.Database).EventAsync("bought", early, Noon);
        Assert.Equal(early, Assert.Single(await Conversions.DueAsync(Workspace, 10)).Contact);

        var (silent, _) = await product.Contacts.SaveAsync(Shop, Draft("""{"externalId":"silent"}"""), Api);
        await Conversions.MarkAsync(Workspace, [silent.Id]);
        Assert.Single(await Conversions.DueAsync(Workspace, 10));
    }

    protected override async Task<RunId> RunAsync()
    {
        var campaign = $"cmp_{next++}";
        await new PastDeeds(product.Database).RunAsync(campaign, 1, completedAt: null, new ConversionGoal { Event = "bought" });
        return new RunId($"{campaign}.1");
    }

    protected override Task<ContactId> CustomerAsync() => AddAsync();

    private async Task<ContactId> AddAsync()
    {
        var (contact, _) = await product.Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"c{{next++}}"}"""), Api);
        await new PastDeeds(product.Database, next++ * 100).EventAsync("looked", contact.Id, Noon);
        foreach (var due in await Conversions.DueAsync(Workspace, 10))
            await Conversions.TryCreditAsync(Workspace, due, []);
        return contact.Id;
    }
}
