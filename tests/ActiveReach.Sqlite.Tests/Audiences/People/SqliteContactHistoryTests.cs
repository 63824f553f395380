using ActiveReach.Audiences.Behaviour;
using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Tests.Audiences.Evaluators;
using Contracts.Audiences.People;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences.People;

public sealed class SqliteContactHistoryTests : ContactHistoryContract, IDisposable
{
    private readonly TemporaryProduct product = new();
    private readonly PastDeeds past;

    public SqliteContactHistoryTests() => past = new PastDeeds(product.Database);

    protected override IContactHistory History => new SqliteContactHistory(product.Database);

    public void Dispose() => product.Dispose();

    protected override async Task<ContactId> AddContactAsync(string externalId) => (await product.Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"{{externalId}}"}"""), Api)).Contact.Id;

    protected override async Task AddMessageAsync(ContactId contact, DateTimeOffset handed, DateTimeOffset clicked, DateTimeOffset converted)
    {
        var run = await past.RunAsync("cmp_a", 1, Noon.AddDays(1), new ConversionGoal { Event = "order_placed" });
        await past.MessageAsync(run, contact, handed, clicked: clicked);
        await past.ConversionAsync(run, contact, converted);
    }

    protected override Task AddEventAsync(ContactId contact, string type, DateTimeOffset at, string content) => past.EventAsync(type, contact, at, content);
}
