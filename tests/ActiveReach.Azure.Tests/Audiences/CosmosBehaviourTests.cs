using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Azure.Audiences;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Contracts.Audiences.Evaluators;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Azure.Tests.Audiences;

/// <summary>Events are on Cosmos DB; what was done with messages is told from memory.</summary>
public sealed class CosmosBehaviourTests : BehaviourContract, IAsyncLifetime, IDeeds
{
    private readonly CosmosWorld cosmos = new();
    private readonly Dictionary<ContactId, ContactHistory> pasts = [];
    private int next;
    private int asked;

    /// <summary>In turns the store is told who is in a set, and not.</summary>
    protected override IAudienceReader Audiences => new CosmosAudienceReader(cosmos.Account, cosmos.Contacts, deeds: this) { MostNamed = asked++ % 2 == 0 ? 1_000 : 0 };

    protected override IContactStore Contacts => cosmos.Contacts;

    protected override int People => 60;

    protected override int Trees => 80;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();

    public Task<IReadOnlyCollection<ContactId>> WhoAsync(WorkspaceId workspace, DidCondition did, Moment moment, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyCollection<ContactId>>([.. pasts.Where(each => did.IsTrueOf(new ContactFacts(new Contact(), each.Value), moment)).Select(each => each.Key)]);

    protected override async Task<ContactHistory> GiveAsync(ContactId contact, ContactHistory past)
    {
        pasts[contact] = past;
        var events = past.Events.Select(each => new ReceivedEvent($"e{next++}", each.Type, new EventIdentity(IdentityKind.ContactId, contact.ToString()), each.At, null, each.Content?.GetRawText())).ToList();
        if (events.Count > 0)
            Assert.Equal(events.Count, (await cosmos.Events.AddAsync(Shop.Id, events, Noon)).Accepted);
        return past;
    }
}
