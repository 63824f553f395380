using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Timelines;
using ActiveReach.Azure.Audiences;
using ActiveReach.Azure.Audiences.Timelines;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Replies;
using ActiveReach.Workspaces;
using Contracts.Audiences.People;
using Contracts.Conversions;
using Contracts.Delivery;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Azure.Tests.Audiences;

public sealed class CosmosTimelineTests : ContactTimelineContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();
    private readonly MemoryRows rows = new();
    private readonly MemoryLedger ledger = new();

    protected override IContactStore Contacts => cosmos.Contacts;

    protected override IConsentStore Consents => cosmos.Consents;

    protected override IReplyStore Replies => cosmos.Replies;

    protected override IContactTimeline Timeline => new CosmosContactTimeline(cosmos.Contacts, cosmos.Consents, ledger, rows, cosmos.Replies, cosmos.Events, cosmos.Orders);

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task Messages_events_orders_and_the_words_of_others_with_the_address_stand_in_it_also_after_a_merge()
    {
        var gone = (await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","phone":"+34600123456"}"""), Api)).Contact.Id;
        var other = (await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c2","phone":"+34600123456"}"""), Api)).Contact.Id;
        await MemoryRows.OpenAsync(ledger, isTest: false);
        rows.Add(gone, LedgerState.Delivered, Noon, clicked: Noon.AddMinutes(2), clickedLate: Noon.AddDays(9));
        rows.Add(gone, LedgerState.Skipped, null);
        await cosmos.Events.AddAsync(Shop.Id, [new ReceivedEvent("e1", "order_placed", new(IdentityKind.ContactId, gone.ToString()), Noon.AddHours(1), null, """{"orderId":"o1","total":5,"currency":"EUR"}""")], Noon);
        await cosmos.Consents.SetAsync(Shop.Id, other, new Dictionary<Channel, ConsentState> { [Channel.Sms] = ConsentState.OptedOut }, new ConsentEvidence("form", Noon.AddHours(2)));
        var stays = (await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c3"}"""), Api)).Contact.Id;
        await cosmos.Contacts.MergeAsync(Shop.Id, stays, gone, new ContactOrigin("merge", Noon.AddDays(-9)));

        var all = (await Timeline.ReadAsync(Shop.Id, gone, null, null, 20))!;
        Assert.Equal(
            ["Clicked late", "Consent opted_out", "Order o1", "Event order_placed", "Clicked", "Delivered", "Sent", "Skipped"],
            all.Items.Where(entry => entry.Kind is not TimelineKind.Consent || entry.At > Noon).Select(entry =>
                $"{entry.Kind} {(entry.Kind is TimelineKind.Clicked && entry.Details is not null ? "late" : entry.Reason)}".TrimEnd()));
        Assert.Equal(all.Items.Count, all.Total);
    }
}

public sealed class CosmosContactHistoryTests : ContactHistoryContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();
    private readonly MemoryRows rows = new();
    private readonly MemoryLedger ledger = new();
    private readonly MemoryConversions conversions = new();

    protected override IContactHistory History => new CosmosContactHistory(cosmos.Contacts, ledger, rows, Runs, cosmos.Events, conversions);

    private RunRecords Runs => new(cosmos.Documents, new LedgerFence(ledger), TimeProvider.System);

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task Messages_of_tests_are_none()
    {
        var ana = await AddContactAsync("ana");
        await MemoryRows.OpenAsync(ledger, isTest: true);
        rows.Add(ana, LedgerState.Delivered, Noon);
        Assert.Empty((await History.ReadAsync(Shop.Id, ana)).Messages);
    }

    protected override async Task<ContactId> AddContactAsync(string externalId) => (await cosmos.Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"{{externalId}}"}"""), Api)).Contact.Id;

    protected override async Task AddMessageAsync(ContactId contact, DateTimeOffset handed, DateTimeOffset clicked, DateTimeOffset converted)
    {
        await MemoryRows.OpenAsync(ledger, isTest: false);
        await Runs.TryAddAsync(new Run
        {
            Id = MemoryRows.Run,
            Campaign = MemoryRows.Run.Campaign,
            Workspace = Shop.Id,
            Definition = new CampaignDefinition(),
            Orchestration = "campaign-a-1",
            Status = RunStatus.Complete,
            StartedAt = Noon.AddDays(-500),
            CompletedAt = Noon.AddDays(1),
        });
        var message = rows.Add(contact, LedgerState.Delivered, handed, clicked);
        await conversions.MarkAsync(Shop.Id, [contact]);
        Assert.True(await conversions.TryCreditAsync(
            Shop.Id,
            Assert.Single(await conversions.DueAsync(Shop.Id, 1)),
            [new Conversion { Message = message, Contact = contact, Cause = "event:", At = converted, Currency = "USD", Group = new ConversionGroup(Channel.Sms, 1, "", "", 0) }]));
    }

    protected override Task AddEventAsync(ContactId contact, string type, DateTimeOffset at, string content) =>
        cosmos.Events.AddAsync(Shop.Id, [new ReceivedEvent($"{type}{at:O}", type, new(IdentityKind.ContactId, contact.ToString()), at, null, content)], at);
}

/// <summary>Rows of one run in memory.</summary>
internal sealed class MemoryRows : ILedgerRows
{
    private readonly List<LedgerRow> all = [];

    public static RunId Run { get; } = new("cmp_a.1");

    public static Task OpenAsync(MemoryLedger ledger, bool isTest) =>
        ledger.OpenAsync(new LedgerRun(Run, Shop.Id, Run.Campaign, Shards.Least, isTest, Noon.AddDays(-1), null, null), Fence.Of(new Run { Id = Run, Campaign = Run.Campaign, Workspace = Shop.Id, Definition = new CampaignDefinition(), Orchestration = "a" }));

    public LedgerAddress Add(ContactId contact, LedgerState state, DateTimeOffset? handed, DateTimeOffset? clicked = null, DateTimeOffset? clickedLate = null)
    {
        all.Add(new LedgerRow
        {
            Address = new LedgerAddress(Run, 0, 1, all.Count),
            Campaign = Run.Campaign,
            Contact = contact,
            Channel = Channel.Sms,
            State = state,
            HandedAt = handed,
            DeliveredAt = state is LedgerState.Delivered ? handed : null,
            ClickedAt = clicked,
            ClickedLateAt = clickedLate,
        });
        return all[^1].Address;
    }

    public Task<IReadOnlyList<LedgerRow>> NextAsync(WorkspaceId workspace, ContactId contact, LedgerAddress? after, int limit, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<LedgerRow>>([.. all.Where(row => row.Contact == contact && workspace == Shop.Id && (after is not { } last || row.Address.Row > last.Row)).Take(limit)]);

    public Task<RecipientPage> ListAsync(IReadOnlyList<RunId> runs, RecipientAction action, int limit, string? cursor, string? outlet = null, CancellationToken cancellation = default) => throw new NotSupportedException();
}
