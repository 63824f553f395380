using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Audiences.Imports;
using ActiveReach.Azure.Audiences.FieldTypes;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using Azure.Emulators.Faults;
using Contracts.Audiences.FieldTypes;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Azure.Tests.Audiences;

public sealed class CosmosFieldTypeTests : FieldTypeStoreContract, IAsyncLifetime
{
    private readonly FaultPlan faults = new();
    private readonly Meanwhile meanwhile = new("contacts");
    private readonly CosmosWorld cosmos;

    public CosmosFieldTypeTests() => cosmos = new CosmosWorld(meanwhile, new FaultHandler(faults));

    protected override IFieldTypeStore Types => new CosmosFieldTypeStore(cosmos.Account, cosmos.Contacts, cosmos.Documents);

    protected override IContactStore Contacts => cosmos.Contacts;

    protected override IAudienceReader Audiences => cosmos.Audiences;

    protected override WorkspaceRegister Workspaces => new(cosmos.Documents);

    protected override IImportRows Imports => cosmos.Rows;

    private FieldTypeChange Asked { get; } = new() { Workspace = Shop.Id, Field = "plan", From = FieldType.Text, To = FieldType.Number, Of = 1, AskedAt = Noon };

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task What_is_written_while_the_change_begins_keeps_the_type_where_it_does_not_convert()
    {
        await Workspaces.TryAddAsync(Shop);
        meanwhile.Do(async () =>
        {
            await Types.TryAddAsync(Asked);
            Assert.Equal(FieldTypeState.Ready, (await NextAsync())!.State);
        });
        await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","custom":{"plan":"many"}}"""), Api);
        Assert.Equal(FieldTypeState.Withdrawing, Assert.Single(await Types.ListAsync(Shop.Id)).State);
    }

    [Fact]
    public async Task What_is_written_while_the_type_flips_has_the_new_one_even_behind_the_last_page()
    {
        await Workspaces.TryAddAsync(Shop);
        await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","custom":{"plan":"1"}}"""), Api);
        await Types.TryAddAsync(Asked);
        meanwhile.Do(async () =>
        {
            while (await NextAsync() is { State: not FieldTypeState.Rewriting })
            {
            }
        });
        await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c2","custom":{"plan":"2"}}"""), Api);
        Assert.Equal([1.0, 2.0], (await cosmos.Contacts.NextAsync(Shop.Id, null, 10)).Select(contact => contact.Custom["plan"]));
        Assert.Equal(FieldTypeState.Complete, (await NextAsync())!.State);
        Assert.Equal([1.0, 2.0], (await cosmos.Contacts.NextAsync(Shop.Id, null, 10)).Select(contact => contact.Custom["plan"]));
    }

    [Theory]
    [InlineData("the answer")]
    [InlineData("the request")]
    [InlineData("throttled")]
    public async Task A_page_that_was_lost_on_the_way_is_made_once(string lost)
    {
        await Workspaces.TryAddAsync(Shop);
        await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","custom":{"plan":"1"}}"""), Api);
        await Types.TryAddAsync(Asked);
        while (await NextAsync() is { State: not FieldTypeState.Rewriting })
        {
        }

        meanwhile.Do(() =>
        {
            faults.Add(lost switch { "the answer" => Fault.AnswerLost, "the request" => Fault.RequestLost, _ => Fault.Throttled(TimeSpan.FromMilliseconds(50)) });
            return Task.CompletedTask;
        });
        Assert.Equal(FieldTypeState.Complete, (await NextAsync())!.State);
        Assert.Equal((1, 1.0, 2L), (await cosmos.Contacts.FindByExternalIdAsync(Shop.Id, "c1")) is { } contact ? (faults.Met, contact.Custom["plan"], contact.Version) : default);
    }

    [Fact]
    public async Task Contacts_with_fields_of_their_own_are_two_reads_more_and_others_none()
    {
        await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1"}"""), Api);
        cosmos.Requests.Take();
        await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c2"}"""), Api);
        Assert.DoesNotContain(cosmos.Requests.Take(), request => request.StartsWith("documents", StringComparison.Ordinal));
        await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c3","custom":{"plan":"1"}}"""), Api);
        Assert.Equal(2, cosmos.Requests.Take().Count(request => request == "documents read 404"));
    }

    /// <summary>Ids lie apart anyway: a page is a number of people.</summary>
    protected override Task LeaveOutIdsAsync() => Task.CompletedTask;

    /// <summary>Nothing is kept in memory but leases of ids.</summary>
    protected override void CutPowerAndStartAgain()
    {
    }

    private async Task<FieldTypeChange?> NextAsync() => await Types.PageAsync(Assert.Single(await Types.ListAsync(Shop.Id)), 100, Noon);
}
