using ActiveReach.Documents;
using Azure.Emulators;
using Contracts.Documents;

namespace ActiveReach.Azure.Tests.Documents;

/// <summary>What documents cost in requests, and that each goes to one partition.</summary>
public sealed class CosmosCostTests : IAsyncLifetime
{
    private const string Here = "ws_one";

    private readonly Overheard overheard = new();
    private readonly CosmosWorld cosmos;

    public CosmosCostTests() => cosmos = new CosmosWorld(overheard);

    private static DocumentKind<Note> Notes => Note.Kind;

    public async Task InitializeAsync()
    {
        await cosmos.InitializeAsync();
        // The client learns of the container with the first request of each kind.
        await cosmos.Documents.QueryAsync(Notes.In(Here));
        cosmos.Requests.Take();
        cosmos.Requests.TakeCharge();
        overheard.Requests.Clear();
    }

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task A_find_a_change_a_commit_and_a_page_are_one_request_each_and_their_charge_is_noted()
    {
        var documents = cosmos.Documents;
        await documents.TryAsync(Here, Notes.Add(new Note("n1")));
        await documents.CommitAsync(Here, [Notes.Put(new Note("n1", "second")), Notes.Add(new Note("n2"))]);
        var read = await documents.FindAsync(Notes, Here, "n1");
        await documents.QueryAsync(Notes.In(Here));
        await documents.TryAsync(Here, Notes.Replace(read!.Value, "another"));
        await documents.TryAsync(Here, Notes.Delete("n1"));

        Assert.Equal(
            ["documents create 201", "documents batch 200", "documents read 200", "documents query 200", "documents replace 412", "documents delete 204"],
            cosmos.Requests.Take());
        Assert.True(cosmos.Requests.TakeCharge() > 0);
    }

    [Fact]
    public async Task Every_request_names_its_whole_partition()
    {
        await cosmos.Documents.CommitAsync(Here, [Notes.Put(new Note("n1")), Notes.Add(new Note("n2"))]);
        await cosmos.Documents.FindAsync(Notes, Here, "n1");
        await cosmos.Documents.QueryAsync(Notes.In(Here) with { Counts = true, OrderBy = "text" });

        Assert.Equal(4, overheard.Requests.Count);
        Assert.All(overheard.Requests, request => Assert.Equal($"[\"{Here}\"]", request.Headers.GetValues("x-ms-documentdb-partitionkey").Single()));
    }

    [Fact(Skip = EmulatorLacks.Charges)]
    public async Task A_large_document_is_charged_more_than_a_small_one()
    {
        await cosmos.Documents.TryAsync(Here, Notes.Add(new Note("n1")));
        var small = cosmos.Requests.TakeCharge();
        await cosmos.Documents.TryAsync(Here, Notes.Add(new Note("n2", new string('x', 30_000))));

        Assert.True(cosmos.Requests.TakeCharge() > 4 * small);
    }

    [Fact(Skip = EmulatorLacks.Copies)]
    public async Task What_was_answered_to_one_instance_is_seen_by_another_at_once()
    {
        var other = cosmos.AnotherInstance();
        for (var n = 0; n < 100; n++)
        {
            await cosmos.Documents.TryAsync(Here, Notes.Put(new Note("n1", Stars: n)));
            Assert.Equal(n, (await other.FindAsync(Notes, Here, "n1"))!.Value.Stars);
        }
    }

    private sealed class Overheard : DelegatingHandler
    {
        public List<HttpRequestMessage> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
