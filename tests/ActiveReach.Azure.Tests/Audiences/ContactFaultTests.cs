using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Problems;
using Azure.Emulators.Faults;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Azure.Tests.Audiences;

/// <summary>Contacts come out right whatever happens between the writes of a unit, and between two units.</summary>
public sealed class ContactFaultTests : IAsyncLifetime
{
    private readonly FaultPlan faults = new();
    private readonly Outage outage = new();
    private readonly CosmosWorld cosmos;

    public ContactFaultTests() => cosmos = new CosmosWorld(new FaultHandler(faults), outage);

    public static TheoryData<string, string> Losses => new()
    {
        { "contacts", "the answer" }, { "contacts", "the request" }, { "contact-index", "the answer" }, { "contact-index", "the request" },
    };

    private CosmosContacts Contacts => cosmos.Contacts;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_contact_that_was_lost_on_the_way_is_saved_once(string container, string lost)
    {
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c0"}"""), Api);
        faults.Add(lost == "the answer" ? Fault.AnswerLost : Fault.RequestLost, where: (method, address) => method == "POST" && IsOf(address, container));

        var (contact, added) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","phone":"+34600123456"}"""), Api);

        Assert.Equal((1, true, 1L), (faults.Met, added, contact.Version));
        Assert.Equal(contact.Id, Assert.Single(await Contacts.FindByAddressAsync(Shop.Id, "+34600123456")).Id);
        Assert.Equal(2, (await Contacts.ListAsync(Shop.Id, null, null, 10)).Total);
    }

    [Fact]
    public async Task What_died_between_index_and_contact_goes_on_with_the_same_id()
    {
        var last = (await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c0"}"""), Api)).Contact.Id;
        await Down(() => Assert.ThrowsAnyAsync<Exception>(() => Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","phone":"+34600123456"}"""), Api)));
        Assert.Null(await Contacts.FindByExternalIdAsync(Shop.Id, "c1"));
        Assert.Empty(await Contacts.FindByAddressAsync(Shop.Id, "+34600123456"));

        var (contact, added) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1"}"""), Api);
        Assert.Equal((true, last.Value + 1), (added, contact.Id.Value));
    }

    [Fact]
    public async Task Of_many_who_save_one_person_at_once_one_adds_it()
    {
        var others = cosmos.AnotherWriter();
        foreach (var draft in new[] { """{"externalId":"c1"}""", """{"phone":"+34600123456"}""", """{"email":"a@example.com"}""" })
        {
            var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => (n % 2 == 0 ? Contacts : others).SaveAsync(Shop, Draft(draft), Api)));
            Assert.Single(saved, one => one.Added);
            Assert.Single(saved.Select(one => one.Contact.Id).Distinct());
            Assert.Equal(Enumerable.Range(1, 8).Select(version => (long)version), saved.Select(one => one.Contact.Version).Order());
        }
    }

    [Fact]
    public async Task Ids_of_two_instances_are_never_the_same()
    {
        var others = cosmos.AnotherWriter();
        var saved = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => (n % 2 == 0 ? Contacts : others).SaveAsync(Shop, Draft($$"""{"externalId":"c{{n}}"}"""), Api)));
        Assert.Equal(60, saved.Select(one => one.Contact.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_stop_that_comes_while_somebody_new_with_the_number_is_saved_holds_for_both()
    {
        var known = (await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c0","phone":"+34600123456"}"""), Api)).Contact.Id;
        var saving = Enumerable.Range(1, 10).Select(n => Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"c{{n}}","phone":"+34600123456"}"""), Api)).ToList();
        await cosmos.Consents.OptOutAsync(Shop.Id, known, [Channel.Sms], new ConsentEvidence("keyword", Noon));
        await Task.WhenAll(saving);

        var all = await Contacts.FindByAddressAsync(Shop.Id, "+34600123456");
        Assert.Equal(11, all.Count);
        Assert.All(all, contact => Assert.True(contact.SuppressedChannels.Contains(Channel.Sms)));
        Assert.All(all, contact => Assert.Equal(ConsentState.OptedOut, contact.ConsentOn(Channel.Sms)));
    }

    [Fact]
    public async Task A_batch_that_died_in_the_middle_comes_again_and_is_made_once()
    {
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c0","city":"Pune"}"""), Api);
        var batch = new ImportBatch("imp_1", 1, ImportMode.Upsert, Noon, [.. Enumerable.Range(0, 200).Select(n => Draft($$"""{"externalId":"c{{n % 150}}","city":"Goa","firstName":"{{n / 150}}"}"""))]);
        await cosmos.Rows.OpenAsync(new ImportJob { Id = "imp_1", Workspace = Shop.Id, By = "a@example.com", CreatedAt = Noon });
        await Down(() => Assert.ThrowsAnyAsync<Exception>(() => cosmos.Rows.StoreAsync(Shop, batch)), spared: 8);
        Assert.InRange((await Contacts.ListAsync(Shop.Id, null, null, 1)).Total, 2, 149);

        var outcomes = (await cosmos.Rows.StoreAsync(Shop, batch))!;
        Assert.Equal((149, 51, 0), (Count(RowResult.Created), Count(RowResult.Updated), Count(RowResult.Unchanged)));
        var all = await Contacts.NextAsync(Shop.Id, null, 1000);
        Assert.Equal(150, all.Count);
        Assert.All(all.Where(contact => contact.FirstName == "1"), contact => Assert.Equal(contact.ExternalId == "c0" ? 3 : 2, contact.Version));

        int Count(RowResult result) => outcomes.Count(outcome => outcome.Result == result);
    }

    [Fact]
    public async Task A_store_that_is_asked_too_much_is_waited_for_as_long_as_it_says()
    {
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c0"}"""), Api);
        faults.Add(Fault.Throttled(TimeSpan.FromMilliseconds(200)), times: 2, where: (method, address) => method == "POST" && IsOf(address, "contacts"));
        var began = TimeProvider.System.GetTimestamp();
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1"}"""), Api);
        Assert.Equal(2, faults.Met);

        // Timers of the system may come some milliseconds early.
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(380));
    }

    [Fact]
    public async Task A_store_that_is_asked_too_much_for_longer_says_so_to_whoever_can_come_again()
    {
        faults.Add(Fault.Throttled(TimeSpan.FromMilliseconds(1)), times: 10, where: (_, address) => IsOf(address, "contacts"));
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c0"}"""), Api).ContinueWith(
            saving => Assert.Equal(TimeSpan.FromSeconds(1), StoreStrain.WaitOf(saving.Exception!)), TaskScheduler.Default);
        Assert.Null(StoreStrain.WaitOf(new InvalidOperationException()));
    }

    [Fact]
    public async Task Who_did_something_with_messages_is_refused_by_name_where_no_ledger_tells_it()
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(async () => await cosmos.Audiences.PreviewAsync(await ResolvedAsync(Where("""{"not":{"did":"opened"}}""")), [Channel.Sms]));
        Assert.Contains("opened", error.Problems.Single().Message, StringComparison.Ordinal);
    }

    private static bool IsOf(Uri address, string container) => address.AbsolutePath.Contains($"/colls/{container}/", StringComparison.Ordinal);

    /// <summary>While this goes on, nothing can be written of contacts, but for the first requests.</summary>
    private async Task Down(Func<Task> meanwhile, int spared = 0)
    {
        outage.Spared = spared;
        await meanwhile();
        outage.Spared = int.MaxValue;
    }

    private sealed class Outage : DelegatingHandler
    {
        private int spared = int.MaxValue;

        public int Spared { set => spared = value; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == HttpMethod.Post && IsOf(request.RequestUri!, "contacts") && Interlocked.Decrement(ref spared) < 0
                ? Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable) { Content = new StringContent(""), RequestMessage = request })
                : base.SendAsync(request, cancellationToken);
    }
}
