using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using Azure.Emulators.Faults;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Azure.Tests.Outlets;

/// <summary>Contacts come to the right outlet whatever happens between the look at the outlets and the write; and what that costs.</summary>
public sealed class OutletFaultTests : IAsyncLifetime
{
    private readonly FaultPlan faults = new();
    private readonly Meanwhile meanwhile = new("contacts");
    private readonly CosmosWorld cosmos;

    public OutletFaultTests() => cosmos = new CosmosWorld(meanwhile, new FaultHandler(faults));

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task Whoever_is_written_while_the_outlets_change_is_put_to_those_that_there_are_then()
    {
        await AddAsync("Far", 20.1);
        meanwhile.Do(() => AddAsync("Near", 20));
        var (contact, _) = await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","lat":10,"lon":20}"""), Api);
        Assert.Equal(("out_near", OutletSource.Nearest), (contact.Outlet, contact.OutletBy));

        meanwhile.Do(() => AddAsync("Nearest", 30));
        var changed = await cosmos.Contacts.ChangeAsync(Shop, contact.Id, Draft("""{"lat":10,"lon":30}"""), null, Api);
        Assert.Equal(("out_nearest", OutletSource.Nearest, 4L), (changed.Outlet, changed.OutletBy, changed.Version));
    }

    [Fact]
    public async Task Whoever_says_an_outlet_while_a_page_is_put_to_theirs_keeps_it()
    {
        var ana = (await PeopleAsync(1))[0];
        await AddAsync("Near", 20);
        meanwhile.Do(() => cosmos.Contacts.ChangeAsync(Shop, ana, Draft("""{"outlet":"Elsewhere"}"""), null, Api));
        Assert.Equal(new PlacedContacts(ana.Value, 1, 1), await PlaceAsync());
        Assert.Equal(("Elsewhere", OutletSource.Explicit, 2L), (await cosmos.Contacts.FindAsync(Shop.Id, ana)) is { } contact ? (contact.Outlet, contact.OutletBy, contact.Version) : default);
    }

    [Theory]
    [InlineData("the answer")]
    [InlineData("the request")]
    [InlineData("throttled")]
    public async Task A_page_that_was_lost_on_the_way_is_put_once(string lost)
    {
        var all = await PeopleAsync(3);
        await AddAsync("Near", 20);
        var fault = lost switch { "the answer" => Fault.AnswerLost, "the request" => Fault.RequestLost, _ => Fault.Throttled(TimeSpan.FromMilliseconds(50)) };
        meanwhile.Do(() =>
        {
            faults.Add(fault);
            return Task.CompletedTask;
        });
        Assert.Equal(new PlacedContacts(all[2].Value, 3, 3), await PlaceAsync());
        Assert.Equal(1, faults.Met);
        Assert.All(await cosmos.Contacts.NextAsync(Shop.Id, null, 10), contact => Assert.Equal(("out_near", 2L), (contact.Outlet, contact.Version)));
    }

    [Fact]
    public async Task A_page_of_people_who_are_at_their_outlet_is_a_query_a_slice()
    {
        await AddAsync("Near", 20);
        await PeopleAsync(40);
        cosmos.Requests.Take();
        Assert.Equal(0, (await PlaceAsync()).Changed);
        var taken = cosmos.Requests.Take().GroupBy(request => request).ToDictionary(some => some.Key, some => some.Count());
        Assert.Equal(16, taken["contacts query 200"]);
        Assert.DoesNotContain(taken.Keys, request => request.Contains("batch", StringComparison.Ordinal));

        Assert.Equal(40, (await cosmos.OutletContacts.CountAsync(Shop.Id))[OutletSource.Nearest]);
        Assert.All(cosmos.Requests.Take(), request => Assert.Equal("contacts query 200", request));
    }

    private async Task<List<ContactId>> PeopleAsync(int many)
    {
        var all = new List<ContactId>();
        for (var number = 0; number < many; number++)
            all.Add((await cosmos.Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"c{{number}}","lat":10,"lon":20}"""), Api)).Contact.Id);
        return all;
    }

    private async Task<PlacedContacts> PlaceAsync() => await cosmos.OutletContacts.PlaceAsync(Shop.Id, await cosmos.Outlets.OfAsync(Shop.Id), 0, 1000, Noon);

    private Task<OutletChange> AddAsync(string name, double lon) => new OutletRegister(cosmos.Documents).TryAddAsync(
        new Outlet { Id = new OutletId($"out_{name.ToLowerInvariant()}"), Workspace = Shop.Id, Name = name, TimeZone = "UTC", Lat = 10, Lon = lon, UpdatedAt = Noon }, OutletAssignment.Default);
}
