using System.Net;
using System.Text.Json.Nodes;
using ActiveReach.Access;
using ActiveReach.Channels.Vendors;
using ActiveReach.Stories.Client;
using Carriers.StandIn.CommunicationServices;
using Carriers.StandIn.KeyVault;
using Carriers.StandIn.Twilio;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Providers;

/// <summary>Accounts whose secrets lie in a Key Vault, and are changed there. It is Monday 23 November 2026, 9:00 UTC.</summary>
public sealed class VaultStoryTests
{
    private const string PublicUrl = "http://localhost:8999";
    private const string Reference = "@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/demo-twilio)";

    [Fact]
    public async Task A_secret_that_is_changed_in_its_vault_is_taken_up_by_messages_and_callbacks()
    {
        await using var vault = await VaultStandIn.OpenAsync();
        await using var twilio = await TwilioStandIn.OpenAsync();
        vault.Put("kv-shop", "demo-twilio", TwilioStandIn.KeySecret);
        vault.Put("kv-shop", "demo-signing", TwilioStandIn.Token);
        await using var story = await StartAsync(vault);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        var account = await story.Api.PostAsync("providers", new
        {
            provider = "twilio",
            settings = new { accountSid = TwilioStandIn.Account, apiKey = TwilioStandIn.Key, apiKeySecret = Reference, authToken = "@Microsoft.KeyVault(VaultName=kv-shop;SecretName=demo-signing)", endpoint = twilio.Address, perMinute = "unlimited" },
        });
        Assert.Equal(["apiKeySecret", "authToken"], account["secrets"]!.AsArray().Select(name => (string?)name));
        await SendAsync(story);
        Assert.Equal(3, twilio.Texts.Count);

        // Twilio takes the new one alone from now on.
        twilio.SecretOfKey = "the-secret-that-comes-next";
        vault.Put("kv-shop", "demo-twilio", twilio.SecretOfKey);
        await story.PassAsync(TimeSpan.FromMinutes(6));
        await SendAsync(story);
        Assert.Equal(6, twilio.Texts.Count);
        Assert.Empty(twilio.Faults);

        // What signs callbacks is changed too: both count, and nothing else does.
        const string next = "the-token-that-signs-from-now-on";
        Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(twilio.Texts[0].Report("delivered")));
        vault.Put("kv-shop", "demo-signing", next);
        await story.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(twilio.Texts[1].Report("delivered", token: next)));
        Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(twilio.Texts[2].Report("delivered")));
        Assert.Equal(HttpStatusCode.Unauthorized, await story.TwilioTellsAsync(twilio.Texts[2].Report("delivered", token: "a-token-of-nobody")));
    }

    [Fact]
    public async Task A_vault_that_is_away_lets_messages_wait_and_fails_nobody()
    {
        await using var shop = await Shop.OpenAsync();
        var (vault, twilio, story) = shop;
        await story.Api.ImportAsync(Campaigning.ContactsCsv(4));
        var account = await AddAsync(story.Api, twilio);
        await SendAsync(story);
        Assert.Equal(4, twilio.Texts.Count);

        // What is known is good for a day, although it is old by now.
        vault.IsAway = true;
        await story.PassAsync(TimeSpan.FromHours(1));
        await SendAsync(story);
        Assert.Equal(8, twilio.Texts.Count);
        var check = await story.Api.PostAsync($"providers/{account["id"]}/check");
        Assert.False((bool)check["ok"]!);
        Assert.Contains("the Key Vault 'kv-shop' answered 503", (string)check["channels"]![0]!["message"]!, StringComparison.Ordinal);

        // Two days on nothing is known any more.
        await story.PassAsync(TimeSpan.FromDays(2));
        var third = await story.Api.LaunchAsync(Texts());
        await story.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(8, twilio.Texts.Count);
        Assert.Equal(0, (long)(await story.Api.GetAsync($"campaigns/{third}/analytics"))["failed"]!);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await story.TwilioTellsAsync(twilio.Texts[0].Report("delivered")));

        // It can be switched off all the same, and goes on when the vault is back.
        await story.Api.PatchAsync($"providers/{account["id"]}", new { enabled = false });
        await story.Api.PatchAsync($"providers/{account["id"]}", new { enabled = true });
        vault.IsAway = false;
        await story.PassUntilAsync(third, "active");
        Assert.Equal(12, twilio.Texts.Count);
        Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(twilio.Texts[0].Report("delivered")));
    }

    [Fact]
    public async Task A_secret_that_its_owner_takes_away_is_used_no_more()
    {
        await using var shop = await Shop.OpenAsync();
        var (vault, twilio, story) = shop;
        await story.Api.ImportAsync(Campaigning.ContactsCsv(4));
        var account = await AddAsync(story.Api, twilio);
        vault.Delete("kv-shop", "demo-twilio");
        await story.PassAsync(TimeSpan.FromMinutes(6));
        var campaign = await story.Api.LaunchAsync(Texts());
        await story.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Empty(twilio.Texts);
        Assert.Contains("has no secret 'demo-twilio'", (string)(await story.Api.PostAsync($"providers/{account["id"]}/check"))["channels"]![0]!["message"]!, StringComparison.Ordinal);
        vault.Put("kv-shop", "demo-twilio", "the secret of somebody else's account");
        vault.Put("kv-shop", "demo-twilio", TwilioStandIn.Token);
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal(4, twilio.Texts.Count);
    }

    [Fact]
    public async Task A_secret_of_another_account_at_the_vendor_sends_nothing_before_it_is_entered_anew()
    {
        var clock = new StoryClock();
        await using var vault = await VaultStandIn.OpenAsync();
        await using var one = await AcsStandIn.StartAsync(clock);
        await using var other = await AcsStandIn.StartAsync(clock);
        vault.Put("kv-shop", "demo-acs", one.ConnectionString);
        await using var story = await StartAsync(vault);
        clock.Follow(story.Clock);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(4));
        var settings = new { connectionString = "@Microsoft.KeyVault(VaultName=kv-shop;SecretName=demo-acs)", smsPerMinute = "unlimited" };
        var account = await story.Api.PostAsync("providers", new { provider = "acs", channels = new[] { "sms" }, settings });
        vault.Put("kv-shop", "demo-acs", other.ConnectionString);
        await story.PassAsync(TimeSpan.FromMinutes(6));
        var campaign = await story.Api.LaunchAsync(Texts());
        await story.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal((0, 0), (one.Messages.Count, other.Messages.Count));
        Assert.Contains("another account", (string)(await story.Api.PostAsync($"providers/{account["id"]}/check"))["channels"]![0]!["message"]!, StringComparison.Ordinal);
        await story.Api.PatchAsync($"providers/{account["id"]}", new { settings });
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal((0, 4), (one.Messages.Count, other.Messages.Count));
    }

    [Fact]
    public async Task No_workspace_reads_what_another_may_name()
    {
        await using var shop = await Shop.OpenAsync();
        var (vault, twilio, story) = shop;
        var (_, key) = await story.Services.GetRequiredService<CreateWorkspace>().RunAsync("Neighbour", "boss@neighbour.example");
        using var neighbour = new ApiClient(story.Api.Address, key, "neighbour");
        var refused = await Assert.ThrowsAsync<ApiException>(() => AddAsync(neighbour, twilio));
        Assert.Contains("this workspace may not name", refused.Message, StringComparison.Ordinal);
        Assert.Empty(vault.Requests);
        await AddAsync(story.Api, twilio);
        Assert.NotEmpty(vault.Requests);
    }

    private static Task<StoryHost> StartAsync(VaultStandIn vault) => StoryHost.StartAsync(
        configure: services => vault.Serve(services, VendorHttp.Vaults),
        settings: [("ActiveReach:ProviderAccounts:PrivateAddresses", "true"), ("ActiveReach:PublicUrl", PublicUrl), ("ActiveReach:KeyVault:Allowed", "demo=kv-shop/demo-*, neighbour=kv-shop/neighbour-*")]);

    private static object Account(TwilioStandIn twilio) => new { provider = "twilio", settings = new { accountSid = TwilioStandIn.Account, authToken = Reference, endpoint = twilio.Address, perMinute = "unlimited" } };

    private static Task<JsonNode> AddAsync(ApiClient api, TwilioStandIn twilio) => api.PostAsync("providers", Account(twilio));

    private static async Task SendAsync(StoryHost story) => await story.PassUntilAsync(await story.Api.LaunchAsync(Texts()), "active");

    private static Dictionary<string, object> Texts()
    {
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT1H";
        return definition;
    }

    /// <summary>An app whose vault has the token of its account at Twilio.</summary>
    private sealed record Shop(VaultStandIn Vault, TwilioStandIn Twilio, StoryHost Story) : IAsyncDisposable
    {
        public static async Task<Shop> OpenAsync()
        {
            var vault = await VaultStandIn.OpenAsync();
            vault.Put("kv-shop", "demo-twilio", TwilioStandIn.Token);
            return new Shop(vault, await TwilioStandIn.OpenAsync(), await StartAsync(vault));
        }

        public async ValueTask DisposeAsync()
        {
            await Story.DisposeAsync();
            await Twilio.DisposeAsync();
            await Vault.DisposeAsync();
        }
    }
}
