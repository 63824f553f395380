using System.Net;
using System.Text.Json;
using ActiveReach.Azure.Accounts.Access;
using Azure.Core;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Accounts;

/// <summary>The account of Cosmos DB: the one place that makes its client, knows its containers and reads its answers.</summary>
/// <remarks>Reads must see every commit that was answered, from whichever instance: the account's consistency is Strong or BoundedStaleness, which in one
/// region is as good. The SDK waits and repeats by itself what was refused for the rate (429), as long as the server says.</remarks>
public sealed class CosmosAccount : IDisposable
{
    /// <summary>Largest item and largest batch, in bytes of JSON, with room for what the service adds.</summary>
    public const int MostBytes = 2_000_000;

    private readonly CosmosClient client;
    private readonly Database database;

    private CosmosAccount(CosmosClient client, string database)
    {
        this.client = client;
        this.database = client.GetDatabase(database);
    }

    public Container Documents => database.GetContainer(CosmosContainers.Documents.Id);

    public Container Contacts => database.GetContainer(CosmosContainers.Contacts.Id);

    public Container ContactIndex => database.GetContainer(CosmosContainers.ContactIndex.Id);

    public Container Events => database.GetContainer(CosmosContainers.Events.Id);

    public Container Orders => database.GetContainer(CosmosContainers.Orders.Id);

    public Container Replies => database.GetContainer(CosmosContainers.Replies.Id);

    /// <summary>The account of the settings. Emulators speak with one address, by HTTP.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="identity">Shown there; an emulator asks for none.</param>
    /// <param name="meter">Hears of each request.</param>
    public static CosmosAccount Of(CosmosOptions options, TokenCredential identity, StoreMeter meter) => options.Account.Endpoint is { } endpoint
        ? OfIdentity(endpoint, options.Database, identity, meter)
        : OfEmulator(options.Account.Emulator!, options.Database, meter, client => (client.ConnectionMode, client.LimitToEndpoint) = (ConnectionMode.Gateway, true));

    /// <summary>An account that lets an identity in.</summary>
    /// <param name="endpoint">Its address.</param>
    /// <param name="database">Deployed there.</param>
    /// <param name="identity">Shown there.</param>
    /// <param name="meter">Hears of each request.</param>
    /// <param name="adapt">What tests need besides.</param>
    public static CosmosAccount OfIdentity(Uri endpoint, string database, TokenCredential identity, StoreMeter meter, Action<CosmosClientOptions>? adapt = null)
    {
        var options = Options(meter);
        adapt?.Invoke(options);
        return new CosmosAccount(new CosmosClient(endpoint.ToString(), identity, options), database);
    }

    /// <summary>An emulator, which has keys.</summary>
    /// <param name="connection">Its connection string.</param>
    /// <param name="database">Made when <see cref="CreateAsync"/> is called.</param>
    /// <param name="meter">Hears of each request.</param>
    /// <param name="adapt">What the emulator needs besides.</param>
    public static CosmosAccount OfEmulator(string connection, string database, StoreMeter meter, Action<CosmosClientOptions> adapt)
    {
        var options = Options(meter);
        adapt(options);
        return new CosmosAccount(new CosmosClient(connection, options), database);
    }

    /// <summary>Makes database and containers where they are missing. In the cloud they are deployed: an identity for documents may not make any.</summary>
    public async Task CreateAsync(CancellationToken cancellation = default)
    {
        await client.CreateDatabaseIfNotExistsAsync(database.Id, cancellationToken: cancellation);
        foreach (var container in CosmosContainers.All)
            await database.CreateContainerIfNotExistsAsync(container, cancellationToken: cancellation);
    }

    public void Dispose() => client.Dispose();

    /// <summary>How fresh reads are, as the account is set.</summary>
    internal async Task<ConsistencyLevel> ConsistencyAsync() => (await client.ReadAccountAsync()).Consistency.DefaultConsistencyLevel;

    /// <summary>Whether the item is not there. A container that is missing is no such answer.</summary>
    internal static bool IsMissing(ResponseMessage response) =>
        response.StatusCode is HttpStatusCode.NotFound && response.Headers["x-ms-substatus"] is null or "0" or "";

    /// <summary>Whether nobody knows if the request was carried out.</summary>
    internal static bool IsDoubtful(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.ServiceUnavailable or HttpStatusCode.InternalServerError or HttpStatusCode.Gone;

    internal static bool IsDoubtful(Exception error) =>
        error is HttpRequestException or IOException or OperationCanceledException || (error is CosmosException { StatusCode: var status } && IsDoubtful(status));

    private static CosmosClientOptions Options(StoreMeter meter) => new()
    {
        ApplicationName = "ActiveReach",
        EnableContentResponseOnWrite = false,
        MaxRetryAttemptsOnRateLimitedRequests = 9,
        MaxRetryWaitTimeOnRateLimitedRequests = TimeSpan.FromSeconds(30),
        UseSystemTextJsonSerializerWithOptions = JsonSerializerOptions.Default,
        CustomHandlers = { new CosmosRequests(meter) },
    };
}
