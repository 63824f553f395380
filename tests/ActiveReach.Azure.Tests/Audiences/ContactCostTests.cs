using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Consent;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Azure.Tests.Audiences;

/// <summary>What contacts cost in requests, and that each goes to one partition.</summary>
public sealed class ContactCostTests : IAsyncLifetime
{
    private readonly NamedPartitions partitions = new();
    private readonly CosmosWorld cosmos;

    public ContactCostTests() => cosmos = new CosmosWorld(partitions);

    public async Task InitializeAsync()
    {
        await cosmos.InitializeAsync();
        // The client learns of the containers with the first request of each, and the instance leases its ids.
        await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c0","email":"b@example.com"}"""), Api);
        await cosmos.Contacts.NextAsync(Shop.Id, null, 10);
        cosmos.Requests.Take();
    }

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task Somebody_new_is_two_names_and_a_contact_and_two_looks_afterwards()
    {
        await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","phone":"+34600123456"}"""), Api);
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["contact-index read 404"] = 2,
                ["contacts read 404"] = 1,
                ["contact-index batch 200"] = 2,
                ["contacts batch 200"] = 1,
                ["contact-index read 200"] = 1,
                ["events read 404"] = 1,
            },
            Taken());
    }

    [Fact]
    public async Task A_page_is_a_query_a_slice_whoever_is_asked_for()
    {
        await cosmos.Audiences.PageAsync(await ResolvedAsync(Where("""{"field":"city","op":"eq","value":"pune"}""")), default, 10_000);
        Assert.Equal(new Dictionary<string, int> { ["contact-index read 200"] = 1, ["contacts query 200"] = 16 }, Taken());
    }

    [Fact]
    public async Task What_people_did_is_a_query_a_slice_once_for_all_pages()
    {
        var (reader, audience) = (cosmos.Audiences, await ResolvedAsync(Where("""{"event":"order_placed","atLeast":2}""")));
        await reader.PageAsync(audience, default, 10);
        await reader.PageAsync(audience, default, 10);
        Assert.Equal(new Dictionary<string, int> { ["events query 200"] = 16, ["contact-index read 200"] = 2, ["contacts query 200"] = 32 }, Taken());
    }

    [Fact]
    public async Task Every_request_names_its_whole_partition()
    {
        partitions.Named.Clear();
        var (contact, _) = await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","phone":"+34600123456"}"""), Api);
        await cosmos.Consents.OptOutAsync(Shop.Id, contact.Id, [Channel.Sms], new ConsentEvidence("keyword", Noon));
        await cosmos.Audiences.PreviewAsync(await ResolvedAsync(new Audience()), [Channel.Sms]);
        await cosmos.Contacts.ListAsync(Shop.Id, "ana", null, 10);
        await cosmos.Contacts.EraseAsync(Shop.Id, contact.Id, Noon);

        Assert.All(partitions.Named, partition => Assert.Matches("^\\[\"(shop\\|[0-9a-f]|shop|directory)\"\\]$", partition));
        Assert.InRange(partitions.Named.Distinct().Count(), 16, 18);
    }

    private Dictionary<string, int> Taken() => cosmos.Requests.Take().GroupBy(request => request).ToDictionary(some => some.Key, some => some.Count());
}
