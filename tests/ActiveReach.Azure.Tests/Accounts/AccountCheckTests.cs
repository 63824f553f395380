using System.Net;
using System.Text;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Accounts.Access;
using ActiveReach.Azure.Accounts.Storage;
using ActiveReach.Workspaces;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Tests.Accounts;

/// <summary>What an operator is told of an account that can't be used: the setting, its value, the remedy.</summary>
public sealed class AccountCheckTests : IAsyncLifetime
{
    private static readonly TokenCredential Somebody = DelegatedTokenCredential.Create(
        (_, _) => Token(),
        (_, _) => ValueTask.FromResult(Token()));

    private static readonly TokenCredential NoIdentity = DelegatedTokenCredential.Create(
        (_, _) => throw new CredentialUnavailableException("No managed identity endpoint found."),
        (_, _) => throw new CredentialUnavailableException("No managed identity endpoint found."));

    private readonly AnsweredHere account = new();
    private readonly CosmosWorld cosmos;

    public AccountCheckTests() => cosmos = new CosmosWorld(account);

    public static TheoryData<string> Kinds => [.. new[] { AccountKind.Cosmos, AccountKind.Tables, AccountKind.Queues, AccountKind.Blobs }.Select(kind => kind.Name)];

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Where_the_app_has_no_identity_it_says_how_to_give_it_one(string kind)
    {
        var refusal = await RefusedAsync(kind, NoIdentity, HttpStatusCode.OK);

        Assert.Contains("ActiveReach__Store__Here__Endpoint is 'https://shop.example/', but the app has no identity to show there: give it a managed identity", refusal, StringComparison.Ordinal);
        Assert.Contains("az login", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_identity_that_may_do_too_little_is_named_the_role_that_it_needs(string kind)
    {
        var refusal = await RefusedAsync(kind, Somebody, HttpStatusCode.Forbidden);

        Assert.Contains($"give it the role '{KindOf(kind).Permission}' there, and this network access to it", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_identity_that_the_account_does_not_know_is_looked_for_in_its_tenant(string kind)
    {
        var refusal = await RefusedAsync(kind, Somebody, HttpStatusCode.Unauthorized);

        Assert.Contains("is it of the same tenant as the account?", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_not_deployed_is_told_to_be_missing(string kind)
    {
        var refusal = await RefusedAsync(kind, Somebody, HttpStatusCode.NotFound);

        Assert.Contains("deploy the infrastructure, or mend the name", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_address_that_nobody_answers_is_told_to_be_looked_at(string kind)
    {
        var refusal = await RefusedAsync(kind, Somebody, null);

        Assert.Contains("which has not answered: is the address right, and does this network reach it (name, firewall, private endpoint)?", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Session")]
    [InlineData("Eventual")]
    [InlineData("ConsistentPrefix")]
    public async Task An_account_whose_reads_may_be_stale_is_refused_with_the_remedy(string consistency)
    {
        account.Consistency = consistency;

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => Cosmos().AskAsync());

        Assert.Contains($"ActiveReach__Store__Here__Endpoint is 'https://shop.example/', whose default consistency is {consistency}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("az cosmosdb update --default-consistency-level Strong", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Strong")]
    [InlineData("BoundedStaleness")]
    public async Task An_account_whose_reads_see_every_answered_commit_is_taken_and_asked_once(string consistency)
    {
        account.Consistency = consistency;
        var check = Cosmos();

        await check.AskAsync();
        account.Consistency = "Session";
        await check.AskAsync();
    }

    /// <summary>The stand-in, taken for an account that is reached by identity.</summary>
    private CosmosCheck Cosmos() => new(OptionsOf(AccountKind.Cosmos), cosmos.Account);

    private static async Task<string> RefusedAsync(string kind, TokenCredential identity, HttpStatusCode? answer)
    {
        var options = OptionsOf(KindOf(kind));
        var handler = new Refusing(answer);
        IStoreCheck check = kind switch
        {
            "cosmos" => new CosmosCheck(options, CosmosAccount.OfIdentity(options.Endpoint!, "activereach", identity, new StoreMeter(), client => AdaptCosmos(client, handler))),
            "tables" => new TableCheck(options, TablesAccount.Of(options.Endpoint!, identity, new StoreMeter(), TimeProvider.System, client => Adapt(client, handler))),
            "queues" => new StorageQueueCheck(options, new QueuesAccount(options, identity, new StoreMeter(), client => Adapt(client, handler))),
            _ => new BlobCheck(options, new BlobsAccount(options, identity, new StoreMeter(), client => Adapt(client, handler))),
        };
        return (await Assert.ThrowsAsync<StoreRefusedException>(() => check.AskAsync())).Message;
    }

    private static AccessToken Token() => new("token", TimeProvider.System.GetUtcNow().AddHours(1));

    private static AccountKind KindOf(string name) => new[] { AccountKind.Cosmos, AccountKind.Tables, AccountKind.Queues, AccountKind.Blobs }.Single(kind => kind.Name == name);

    private static AccountOptions OptionsOf(AccountKind kind) => new() { Kind = kind, Setting = "ActiveReach__Store__Here__Endpoint", Endpoint = new Uri("https://shop.example") };

    private static void Adapt(ClientOptions options, HttpMessageHandler handler)
    {
        options.Retry.MaxRetries = 0;
        options.Transport = new HttpClientTransport(new HttpClient(handler, disposeHandler: false));
    }

    private static void AdaptCosmos(CosmosClientOptions options, HttpMessageHandler handler)
    {
        options.ConnectionMode = ConnectionMode.Gateway;
        options.LimitToEndpoint = true;
        options.HttpClientFactory = () => new HttpClient(handler, disposeHandler: false);
    }

    /// <summary>Answers everything with one status; without one, nothing.</summary>
    private sealed class Refusing(HttpStatusCode? status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => status is { } answer
            ? Task.FromResult(new HttpResponseMessage(answer) { RequestMessage = request, Content = new ByteArrayContent([]) })
            : throw new HttpRequestException("No such host is known.");
    }

    /// <summary>The stand-in, with what its account says of itself put right.</summary>
    private sealed class AnsweredHere : DelegatingHandler
    {
        public string? Consistency { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (Consistency is null || request.RequestUri!.AbsolutePath != "/")
                return response;
            var account = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
            account["userConsistencyPolicy"] = new System.Text.Json.Nodes.JsonObject { ["defaultConsistencyLevel"] = Consistency };
            response.Content = new StringContent(account.ToJsonString(), Encoding.UTF8, "application/json");
            return response;
        }
    }
}
