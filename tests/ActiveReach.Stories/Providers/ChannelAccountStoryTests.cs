using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Cast;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Templates;
using Carriers.StandIn.CommunicationServices;
using Carriers.StandIn.Push;
using Carriers.StandIn.Twilio;

namespace ActiveReach.Stories.Providers;

/// <summary>Accounts of a workspace for push, RCS through Twilio and WhatsApp through Communication Services.</summary>
public sealed class ChannelAccountStoryTests
{
    private const string PublicUrl = "http://localhost:8999";

    [Fact]
    public async Task Push_goes_through_the_project_of_the_workspaces_own_app()
    {
        await using var firebase = new FcmStandIn();
        await firebase.StartAsync();
        await using var story = await StartAsync();
        var person = await story.PersonAsync("one", "push");
        await story.HasDeviceAsync(person, "token-1");
        var account = await story.Api.PostAsync("providers", new { provider = "push", settings = new { serviceAccount = firebase.ServiceAccount, endpoint = firebase.Address } });
        Assert.Equal(["push"], account["takes"]!.AsArray().Select(channel => (string?)channel));
        Assert.Null(account["callbackUrl"]);
        Assert.True((bool)(await story.Api.PostAsync($"providers/{account["id"]}/check"))["ok"]!);
        Assert.Empty(firebase.Messages);

        story.LetTimePass();
        var campaign = await story.Api.LaunchAsync(Stage.Campaign("push"));
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal("token-1", (string)Assert.Single(firebase.Messages)["token"]!);
        Assert.Empty(firebase.Faults);
        Assert.Empty(Witness.Read(story.Outbox));

        firebase.GivesTokens = false;
        Assert.False((bool)(await story.Api.PostAsync($"providers/{account["id"]}/check"))["ok"]!);
    }

    [Fact]
    public async Task An_account_at_Twilio_takes_rcs_where_it_says_so()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync();
        await story.Api.PatchAsync("settings", new { senders = new { rcs = "shop_agent" } });
        await story.PersonAsync("one", "rcs");
        var account = await story.Api.PostAsync("providers", new
        {
            provider = "twilio",
            channels = new[] { "rcs" },
            settings = new { accountSid = TwilioStandIn.Account, authToken = TwilioStandIn.Token, endpoint = twilio.Address, channels = "sms,rcs" },
        });
        Assert.Equal(["rcs"], account["takes"]!.AsArray().Select(channel => (string?)channel));
        var definition = Stage.Campaign("rcs");
        definition["variants"] = new[] { new { id = "A", content = new { rcs = new { text = "It's here." } } } };
        definition["replyWindow"] = "PT1H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassUntilAsync(campaign, "active");
        var message = Assert.Single(twilio.Texts);
        Assert.Equal("rcs:shop_agent", message.From);
        Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(message.Report("read")));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(1, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["opened"]!);
    }

    [Fact]
    public async Task An_account_at_Twilio_takes_WhatsApp_with_a_template_that_it_has_had_reviewed()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(2));
        var account = await story.Api.PostAsync("providers", new
        {
            provider = "twilio",
            channels = new[] { "whatsapp" },
            settings = new { accountSid = TwilioStandIn.Account, authToken = TwilioStandIn.Token, endpoint = twilio.Address, contentEndpoint = twilio.Address, channels = "whatsapp" },
        });
        Assert.Equal(["whatsapp"], account["takes"]!.AsArray().Select(channel => (string?)channel));
        await story.Api.PostAsync("templates", new { name = "launch", language = "en", body = Vendor.Body });
        await Assert.ThrowsAsync<ApiException>(() => story.Api.PostAsync("templates/launch/submit"));
        twilio.Contents.Decide("launch", "approved");
        await story.Api.PostAsync("templates/launch/submit");
        await story.PassAsync(TimeSpan.FromMinutes(1));
        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali"));
        await story.PassUntilAsync(campaign, "active");

        Assert.Empty(twilio.Faults);
        Assert.Equal(2, twilio.Texts.Count);
        Assert.All(twilio.Texts, text => Assert.Equal((string)Assert.Single(twilio.Contents.All)["sid"]!, text.Content));
        foreach (var report in twilio.Texts.Select(text => text.Report("read")))
            Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(report));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(2, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["opened"]!);
        Assert.Empty(Witness.Of(story.Outbox, campaign));
    }

    [Fact]
    public async Task An_account_at_Communication_Services_takes_WhatsApp_with_its_channels_and_hears_their_answers()
    {
        var clock = new StoryClock();
        await using var service = await AcsStandIn.StartAsync(clock);
        await using var story = await StartAsync();
        clock.Follow(story.Clock);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        service.Templates.Enqueue(Approved("launch", Vendor.Body));
        var account = await story.Api.PostAsync("providers", new
        {
            provider = "acs",
            channels = new[] { "whatsapp" },
            settings = new { connectionString = service.ConnectionString, whatsAppChannels = new Dictionary<string, string> { ["18005550101"] = AcsStandIn.WhatsAppChannel } },
        });
        Assert.Equal(["whatsapp"], account["takes"]!.AsArray().Select(channel => (string?)channel));
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        await story.PassAsync(TimeSpan.FromMinutes(1));
        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali"));
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal(3, service.Messages.Count);
        Assert.Empty(service.Faults);

        var now = story.Clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{((string)account["callbackUrl"]!)[(PublicUrl.Length + 1)..]}?secret={account["webhookSecret"]}")
        {
            Content = JsonContent.Create(service.Messages.Select(message => message.Status("read", now)).Append(service.Messages[0].Answer("Yes please", now))),
        };
        using (var answer = await story.Api.RawAsync(request))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((3, 1), ((long)figures["opened"]!, (long)figures["replied"]!));
        Assert.Empty((await story.Api.GetAsync("engagement/parked"))["items"]!.AsArray());
    }

    private static JsonObject Approved(string name, string body) => new()
    {
        ["name"] = name,
        ["language"] = "en",
        ["status"] = "approved",
        ["channelType"] = "whatsApp",
        ["content"] = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = "BODY", ["text"] = body }) },
    };

    private static Task<StoryHost> StartAsync() =>
        StoryHost.StartAsync(settings: [("ActiveReach:ProviderAccounts:PrivateAddresses", "true"), ("ActiveReach:PublicUrl", PublicUrl), ("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0")]);
}
