using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Templates;
using Carriers.StandIn.Twilio;
using Carriers.StandIn.Vendors;
using Carriers.StandIn.WhatsApp;

namespace ActiveReach.Stories.Providers;

/// <summary>Accounts of a workspace at vendors whose callbacks are signed, each to an address of the account's own.</summary>
public sealed class VendorAccountStoryTests
{
    private const string PublicUrl = "http://localhost:8999";
    private const string AppSecret = "the-app-secret-at-meta";
    private const string VerifyToken = "a-token-that-meta-shows";

    [Fact]
    public async Task Twilio_reports_texts_to_the_account_that_sent_them()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(8));
        var account = await story.Api.PostAsync("providers", new
        {
            provider = "twilio",
            settings = new { accountSid = TwilioStandIn.Account, authToken = TwilioStandIn.Token, endpoint = twilio.Address, perMinute = "unlimited" },
        });
        twilio.Next(VendorFate.TakenAndBroken);
        var campaign = await story.Api.LaunchAsync(Texts());
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal(8, twilio.Texts.Count);
        Assert.All(twilio.Texts, text => Assert.StartsWith($"{account["callbackUrl"]}?tag=", text.Callback!, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Unauthorized, await story.TwilioTellsAsync(twilio.Texts[0].Report("failed", 30003, token: "another-token-of-nobody")));
        foreach (var text in twilio.Texts)
            Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(text.Report("delivered")));
        Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(twilio.Texts[0].Answer("Yes please", (string)account["callbackUrl"]!)));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((8, 0, 1), ((long)figures["delivered"]!, (long)figures["uncertain"]!, (long)figures["replied"]!));
    }

    [Fact]
    public async Task Meta_looks_at_templates_and_reports_messages_of_the_account()
    {
        await using var meta = await MetaStandIn.OpenAsync();
        await using var story = await StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(6));
        var account = await story.Api.PostAsync("providers", new
        {
            provider = "whatsapp",
            webhookSecret = AppSecret,
            settings = new
            {
                accessToken = MetaStandIn.Token,
                businessAccountId = MetaStandIn.Account,
                verifyToken = VerifyToken,
                endpoint = meta.Endpoint,
                phoneNumbers = new Dictionary<string, string> { ["18005550101"] = MetaStandIn.Number },
            },
        });
        var callback = ((string)account["callbackUrl"]!)[(PublicUrl.Length + 1)..];
        using (var handshake = new HttpRequestMessage(HttpMethod.Get, $"{callback}?hub.mode=subscribe&hub.verify_token={VerifyToken}&hub.challenge=42"))
        {
            using var answer = await story.Api.RawAsync(handshake);
            Assert.Equal("42", await answer.Content.ReadAsStringAsync());
        }

        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        Assert.Equal(HttpStatusCode.Unauthorized, await TellAsync(story, callback, meta.Verdict("launch", "APPROVED"), CarrierWebhook.Secret));
        Assert.Equal(HttpStatusCode.OK, await TellAsync(story, callback, meta.Verdict("launch", "APPROVED"), AppSecret));
        await story.AtRestAsync();
        Assert.Equal("approved", await story.Api.TemplateStateAsync("launch"));

        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali"));
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal(6, meta.Messages.Count);
        Assert.Equal(HttpStatusCode.OK, await TellAsync(story, callback, MetaMessage.Callback(meta.Messages.Select(message => message.Status("read", story.Clock.GetUtcNow()))), AppSecret));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(6, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["opened"]!);
    }

    private static Task<StoryHost> StartAsync() => StoryHost.StartAsync(settings: [("ActiveReach:ProviderAccounts:PrivateAddresses", "true"), ("ActiveReach:PublicUrl", PublicUrl)]);

    private static Dictionary<string, object> Texts()
    {
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT1H";
        return definition;
    }

    private static async Task<HttpStatusCode> TellAsync(StoryHost story, string path, JsonObject callback, string secret)
    {
        var body = Encoding.UTF8.GetBytes(callback.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using var answer = await story.Api.RawAsync(request);
        return answer.StatusCode;
    }
}
