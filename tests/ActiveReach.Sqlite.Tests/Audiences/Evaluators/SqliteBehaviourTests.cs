using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using Contracts.Audiences.Evaluators;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences.Evaluators;

public sealed class SqliteBehaviourTests : BehaviourContract, IDisposable
{
    private readonly TemporaryProduct product = new();
    private readonly PastDeeds deeds;

    public SqliteBehaviourTests() => deeds = new PastDeeds(product.Database);

    protected override IAudienceReader Audiences => product.Audiences;

    protected override IContactStore Contacts => product.Contacts;

    public void Dispose() => product.Dispose();

    protected override async Task<ContactHistory> GiveAsync(ContactId contact, ContactHistory past)
    {
        await deeds.GiveAsync(contact, past);
        return await new SqliteContactHistory(product.Database).ReadAsync(Shop.Id, contact);
    }
}
