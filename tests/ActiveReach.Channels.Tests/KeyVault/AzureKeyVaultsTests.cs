using ActiveReach.Channels.KeyVault;
using ActiveReach.Providers.Vaults;
using Azure.Core;
using Azure.Identity;
using Carriers.StandIn.KeyVault;
using Carriers.StandIn.Vendors;

namespace ActiveReach.Channels.Tests.KeyVault;

/// <summary>Key Vaults, over a stand-in that is spoken to under their names.</summary>
public sealed class AzureKeyVaultsTests : IAsyncLifetime
{
    private const string Value = "what lies in the vault";

    private static readonly VaultReference Newest = new("kv-shop", "smtp", null);

    private VaultStandIn standIn = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        standIn = await VaultStandIn.OpenAsync();
        http = new HttpClient(standIn.Connections());
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await standIn.DisposeAsync();
    }

    [Fact]
    public async Task The_newest_value_is_read_and_one_version_where_it_is_named()
    {
        var first = standIn.Put("kv-shop", "smtp", "the former one");
        var second = standIn.Put("kv-shop", "smtp", Value);
        var vaults = Vaults();
        Assert.Equal(new VaultAnswer(Value, second), await vaults.ReadAsync(Newest, CancellationToken.None));
        Assert.Equal(new VaultAnswer("the former one", first), await vaults.ReadAsync(Newest with { Version = first }, CancellationToken.None));
        Assert.Empty(standIn.Faults);
        Assert.All(standIn.Requests, request => Assert.Equal(("GET", "kv-shop.vault.azure.net", "?api-version=2025-07-01"), (request.Method, request.Host, request.Query)));
        Assert.Equal(["/secrets/smtp", $"/secrets/smtp/{first}"], standIn.Requests.Select(request => request.Path.TrimEnd('/')));
    }

    [Theory]
    [InlineData(401, false, "directory")]
    [InlineData(403, true, "Key Vault Secrets User")]
    [InlineData(404, true, "has no secret 'smtp'")]
    [InlineData(429, false, "too many requests")]
    [InlineData(500, false, "answered 500")]
    [InlineData(503, false, "answered 503")]
    public async Task What_a_vault_refuses_is_told_in_words_and_asked_once(int status, bool isDenied, string words)
    {
        standIn.Put("kv-shop", "smtp", Value);
        standIn.Next(VendorFate.Refused(status, "Forbidden", retryAfter: "3600"));
        var answer = await Vaults().ReadAsync(Newest, CancellationToken.None);
        Assert.Equal((null, isDenied), (answer.Value, answer.IsDenied));
        Assert.Contains(words, answer.Message, StringComparison.Ordinal);
        Assert.Single(standIn.Requests);
    }

    [Fact]
    public async Task A_secret_that_isnt_there_and_a_vault_that_says_nonsense_are_told_apart()
    {
        var vaults = Vaults();
        Assert.True((await vaults.ReadAsync(Newest, CancellationToken.None)).IsDenied);
        standIn.Put("kv-shop", "smtp", Value);
        standIn.Next(VendorFate.TakenAndGarbled, VendorFate.Broken);
        Assert.False((await vaults.ReadAsync(Newest, CancellationToken.None)).IsDenied);
        Assert.Contains("can't be reached", (await vaults.ReadAsync(Newest, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Equal(Value, (await vaults.ReadAsync(Newest, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        standIn.Put("kv-shop", "smtp", Value);
        standIn.Next(VendorFate.Refused(302));
        Assert.Null((await Vaults().ReadAsync(Newest, CancellationToken.None)).Value);
        Assert.Single(standIn.Requests);
    }

    [Fact]
    public async Task A_challenge_of_another_domain_gets_no_token()
    {
        // The SDK remembers what a vault told it, so that this is one that was never asked.
        standIn.Put("kv-elsewhere", "smtp", Value);
        standIn.Resource = "https://elsewhere.example";
        Assert.Null((await Vaults().ReadAsync(Newest with { Vault = "kv-elsewhere" }, CancellationToken.None)).Value);
        Assert.Empty(standIn.Requests);
        Assert.Empty(standIn.Faults);
    }

    [Fact]
    public async Task Without_an_identity_nothing_is_asked_and_said_so()
    {
        var nobody = DelegatedTokenCredential.Create((_, _) => throw new CredentialUnavailableException("There is none."));
        var answer = await Vaults(nobody).ReadAsync(Newest, CancellationToken.None);
        Assert.False(answer.IsDenied);
        Assert.Contains("managed identity", answer.Message, StringComparison.Ordinal);
    }

    private AzureKeyVaults Vaults(TokenCredential? identity = null) => new(http, identity ?? VaultStandIn.Identity, new VaultOptions());
}
