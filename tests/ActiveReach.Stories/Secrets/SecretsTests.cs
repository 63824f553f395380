using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ActiveReach.Channels.Vendors;
using ActiveReach.Functions.Workspaces.Transfer;
using ActiveReach.Stories.Cast;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Sight;
using ActiveReach.Stories.Templates;
using Carriers.StandIn.CommunicationServices;
using Carriers.StandIn.KeyVault;
using Carriers.StandIn.Push;
using Carriers.StandIn.Ses;
using Carriers.StandIn.Smtp;
using Carriers.StandIn.Twilio;
using Carriers.StandIn.WhatsApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Stories.Secrets;

/// <summary>Everything that a full run wrote is searched for every secret that it had: keys of vendors in settings, in accounts and in a Key Vault, secrets of callbacks, keys and tokens of people and apps.</summary>
[Collection(nameof(Spans))]
public sealed class SecretsTests
{
    private const string PublicUrl = "http://localhost:8999";
    private const string LinkKey = "the-key+of/links=that nobody reads anywhere";
    private const string MetricsKey = "the-key-of-measurements-that-nobody-reads";
    private const string InVault = "the/secret+of callbacks that lies in a vault";
    private const string Password = "p&ssw\"rd of the mail server";
    private const string AcsSecret = "the+secret+of+event+grid";
    private const string SesSecret = "the+secret+of+sns";
    private const string MetaSecret = "the-app-secret-at-meta";
    private const string VerifyToken = "a-token-that-meta-shows";

    private readonly SecretSearch secrets = new();
    private readonly StringBuilder answers = new();

    [Fact]
    public async Task Nothing_that_a_full_run_wrote_has_a_secret_in_it()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var ses = await SesStandIn.OpenAsync();
        await using var meta = await MetaStandIn.OpenAsync();
        await using var firebase = new FcmStandIn();
        await firebase.StartAsync();
        var clock = new StoryClock();
        await using var acs = await AcsStandIn.StartAsync(clock);
        await using var server = new SmtpStandIn(Password);
        await using var vault = await VaultStandIn.OpenAsync();
        vault.Put("kv-shop", "demo-acs", acs.ConnectionString);
        vault.Put("kv-shop", "callbacks", InVault);
        using var log = new KeptLog();
        using var spans = new Spans();
        var story = await StoryHost.StartAsync(configure: services => vault.Serve(services, VendorHttp.Vaults).AddSingleton<ILoggerProvider>(log), settings:
        [
            ("Logging:LogLevel:Default", "Debug"), ("ActiveReach:LinkSigningKey", LinkKey), ("ActiveReach:Sight:Metrics", "key"), ("ActiveReach:Sight:MetricsKey", MetricsKey), ("ActiveReach:PublicUrl", PublicUrl), ("ActiveReach:ProviderAccounts:PrivateAddresses", "true"),
            ("ActiveReach:WebhookSecrets:acs", AcsSecret), ("ActiveReach:WebhookSecrets:ses", SesSecret), ("ActiveReach:WebhookSecrets:whatsapp", MetaSecret), ("Sandbox:DeliveredRate", "1"),
            ("ActiveReach:Twilio:AccountSid", TwilioStandIn.Account), ("ActiveReach:Twilio:AuthToken", TwilioStandIn.Token), ("ActiveReach:Twilio:Endpoint", twilio.Address),
            ("ActiveReach:Ses:Region", SesStandIn.Region), ("ActiveReach:Ses:AccessKeyId", SesStandIn.KeyId), ("ActiveReach:Ses:SecretAccessKey", SesStandIn.Secret), ("ActiveReach:Ses:ConfigurationSet", SesStandIn.ConfigurationSet),
            ("ActiveReach:Ses:Endpoint", ses.Address),
            ("ActiveReach:WhatsApp:AccessToken", MetaStandIn.Token), ("ActiveReach:WhatsApp:BusinessAccountId", MetaStandIn.Account), ("ActiveReach:WhatsApp:PhoneNumbers:18005550101", MetaStandIn.Number),
            ("ActiveReach:WhatsApp:VerifyToken", VerifyToken), ("ActiveReach:WhatsApp:Endpoint", meta.Endpoint),
            ("ActiveReach:KeyVault:Allowed", "demo=kv-shop/*"), ("ActiveReach:Fcm:ServiceAccount", firebase.ServiceAccount), ("ActiveReach:Fcm:Endpoint", firebase.Address),
        ]);
        clock.Follow(story.Clock);
        foreach (var (name, secret) in new[]
        {
            ("the key of links", LinkKey), ("the key of measurements", MetricsKey), ("the mail server's password", Password), ("the secret of Event Grid", AcsSecret), ("the secret of SNS", SesSecret), ("Meta's app secret", MetaSecret),
            ("Meta's verify token", VerifyToken), ("Meta's access token", MetaStandIn.Token), ("Twilio's token", TwilioStandIn.Token), ("Amazon's key", SesStandIn.Secret), ("the token for vaults", VaultStandIn.Token), ("what a vault holds", InVault), ("Azure's key", Convert.ToBase64String(acs.Key.Span)),
            ("Firebase's key", ((string)JsonNode.Parse(firebase.ServiceAccount)!["private_key"]!).Split('\n')[5]),
        })
        {
            secrets.Add(name, secret);
        }

        var person = await story.PersonAsync("asha", Stage.Channels);
        await story.HasDeviceAsync(person, "token-1");
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        await TellMetaAsync(story, meta.Verdict("launch", "APPROVED"));
        await story.AtRestAsync();
        var everywhere = Stage.Campaign(Stage.Channels);
        (everywhere["delivery"], everywhere["replyWindow"]) = ("all", "PT1H");
        var first = await story.Api.LaunchAsync(everywhere);
        await story.PassUntilAsync(first, "active");
        Assert.Equal((1, 1, 1, 1), (twilio.Texts.Count, ses.Mails.Count, meta.Messages.Count, firebase.Messages.Count));
        await ReportAsync(story, twilio.Texts[0], ses.Mails[0], meta.Messages[0]);
        await ReadInboxAsync(story, person);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(first, "complete");

        // The same through accounts of the workspace, and with a key of its own.
        story.HoldTime();
        await AddAsync(story, new { provider = "acs", channels = new[] { "sms" }, webhookSecret = "@Microsoft.KeyVault(VaultName=kv-shop;SecretName=callbacks)", settings = new { connectionString = "@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/demo-acs)" } });
        foreach (var setting in new[] { "host", "password", "sender" })
        {
            // What is read there is told by no refusal either.
            var refused = await Assert.ThrowsAsync<ApiException>(() => story.Api.PostAsync("providers", new { provider = "acs", settings = new Dictionary<string, string> { ["connectionString"] = "@Microsoft.KeyVault(VaultName=kv-shop;SecretName=callbacks)", [setting] = "@Microsoft.KeyVault(VaultName=kv-shop;SecretName=callbacks)" } }));
            answers.Append(refused.Message);
        }

        await AddAsync(story, new { provider = "smtp", priority = 1, settings = new { host = "127.0.0.1", port = server.Port, security = "none", user = "shop", password = Password } });
        using var owned = story.Api.As(await KeyAsync(story));
        var second = await owned.LaunchAsync(Stage.Campaign("sms"));
        var third = await owned.LaunchAsync(Stage.Campaign("email"));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(second, "complete");
        await story.Api.UntilStatusAsync(third, "complete");
        Assert.Equal((1, 1), (acs.Messages.Count, server.Mails.Count));

        await AskEverythingAsync(story, first, person);
        var exported = Path.Combine(story.Directory, "demo.ndjson");
        using var told = new StringWriter();
        Assert.Equal(0, await TransferCommand.RunAsync(story.Services, ["workspace", "export", "demo", exported], told));
        Assert.True(new FileInfo(exported).Length > 1000, "Nothing was exported, so nothing was shown.");
        var found = secrets.FoundBelow(story.Directory).ToList();
        await story.StopAsync();
        var traces = string.Join('\n', spans.All.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName).Append(span.StatusDescription)));
        found.AddRange(FoundAnywhere(secrets));
        Assert.Empty(found);

        // What is no secret is found in all of them.
        var known = new SecretSearch();
        known.Add("a campaign", first);
        Assert.Superset(new HashSet<string> { "a campaign in demo.ndjson", "a campaign in the log", "a campaign in an answer", "a campaign in a trace" }, FoundAnywhere(known).ToHashSet());
        Directory.Delete(story.Directory, recursive: true);

        IEnumerable<string> FoundAnywhere(SecretSearch search) =>
            search.FoundBelow(story.Directory).Concat(search.FoundIn("the log", log.Text)).Concat(search.FoundIn("an answer", answers.ToString())).Concat(search.FoundIn("a trace", traces));
    }

    private static async Task ReportAsync(StoryHost story, TwilioText text, SesMail mail, MetaMessage message)
    {
        var callback = text.Report("delivered");
        Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(callback));

        var now = story.Clock.GetUtcNow();
        using (var request = new HttpRequestMessage(HttpMethod.Post, $"api/webhooks/ses?secret={Uri.EscapeDataString(SesSecret)}") { Content = JsonContent.Create(SesMail.Notification(mail.Event("Delivery", now), "sns-1")) })
        {
            using var answer = await story.Api.RawAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await TellMetaAsync(story, MetaMessage.Callback([message.Status("delivered", now)]));
        using var shake = new HttpRequestMessage(HttpMethod.Get, $"api/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token={VerifyToken}&hub.challenge=1");
        using var shaken = await story.Api.RawAsync(shake);
        Assert.Equal(HttpStatusCode.OK, shaken.StatusCode);
    }

    private static async Task TellMetaAsync(StoryHost story, JsonObject told)
    {
        var body = Encoding.UTF8.GetBytes(told.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/whatsapp") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(MetaSecret), body)));
        using var answer = await story.Api.RawAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task ReadInboxAsync(StoryHost story, string person)
    {
        var app = await story.AppOfAsync(person);
        secrets.Add("the token of an inbox", app.Token);
        answers.Append((await app.GetAsync()).Body);
    }

    /// <summary>The answer shows the secret of its callbacks, once.</summary>
    private async Task AddAsync(StoryHost story, object account)
    {
        var made = await story.Api.PostAsync("providers", account);
        if ((string?)made["webhookSecret"] is { } secret)
            secrets.Add("the secret of an account's callbacks", secret);
        answers.Append(await story.Api.PostAsync($"providers/{made["id"]}/check"));
    }

    /// <summary>A key of the workspace, which its answer shows once.</summary>
    private async Task<string> KeyAsync(StoryHost story)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/workspaces/demo/keys") { Content = JsonContent.Create(new { name = "Ours", role = "admin" }) };
        request.Headers.Add("Idempotency-Key", "a-key-of-ours");
        using var answer = await story.Api.RawAsync(request);
        var key = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["key"]!;
        secrets.Add("a key of the workspace", key);
        return key;
    }

    private async Task AskEverythingAsync(StoryHost story, string campaign, string person)
    {
        foreach (var path in new[]
        {
            "providers", "keys", "settings", "members", "audit", "contacts", $"contacts/{person}", $"contacts/{person}/devices", "campaigns", $"campaigns/{campaign}", $"campaigns/{campaign}/analytics", $"campaigns/{campaign}/recipients", "templates",
            "engagement/parked", "outlets", "contacts/export?format=csv", "contacts/export?format=ndjson",
        })
        {
            await AskAsync($"api/workspaces/demo/{path}", null);
        }

        // What vendors told, as it came: packed in the files, so that it is looked for in the answers.
        var told = JsonNode.Parse(await AskAsync("api/workspaces/demo/operations/webhooks?limit=500", null))!["items"]!.AsArray();
        Assert.NotEmpty(told);
        foreach (var webhook in told)
            await AskAsync($"api/workspaces/demo/operations/webhooks/{webhook!["id"]}", null);
        await AskAsync("api/openapi.json", null);
        await AskAsync("metrics", MetricsKey);

        async Task<string> AskAsync(string path, string? key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (key is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await story.Api.RawAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{path} answered {(int)answer.StatusCode}: {text}");
            answers.Append(text).Append('\n');
            return text;
        }
    }
}
