using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Templates;
using Carriers.StandIn.CommunicationServices;

namespace ActiveReach.Stories.Messages;

/// <summary>WhatsApp through Communication Services, whose templates are made in WhatsApp Manager.</summary>
public sealed class AcsWhatsAppStoryTests
{
    [Fact]
    public async Task A_template_of_WhatsApp_Manager_is_found_and_everybody_gets_one_message()
    {
        var clock = new StoryClock();
        await using var service = await AcsStandIn.StartAsync(clock);
        await using var story = await StartAsync(service);
        clock.Follow(story.Clock);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(30));
        await story.Api.PostAsync("templates", new { name = "launch", language = "en", body = Vendor.Body });
        await RefusedAsync(story, "WhatsApp Manager has no template");
        service.Templates.Enqueue(Template("launch", "Something else.", "approved"));
        await RefusedAsync(story, "says something else");
        service.Templates.Clear();
        service.Templates.Enqueue(Template("launch", Vendor.Body, "pending"));
        await RefusedAsync(story, "is pending in WhatsApp Manager");
        service.Templates.Clear();
        service.Templates.Enqueue(Template("launch", Vendor.Body, "approved"));
        await story.Api.PostAsync("templates/launch/submit");
        await story.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("approved", await story.Api.TemplateStateAsync("launch"));

        service.Next(AcsFate.TakenAndBroken, AcsFate.Refused(429, retryAfter: "30"), AcsFate.TakenAndGarbled, AcsFate.Refused(500), AcsFate.Refused(401), AcsFate.Refused(400, "RecipientNotOnWhatsApp"));
        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali"));
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal((29, 29), (service.Messages.Count, service.Messages.Select(message => message.To).Distinct().Count()));
        Assert.Empty(service.Faults);

        var now = story.Clock.GetUtcNow();
        JsonObject[] reports = [.. service.Messages.Select((message, index) => index == 3 ? message.Status("failed", now, "131026") : message.Status("delivered", now)), service.Messages[0].Status("read", now), service.Messages[1].Answer("Yes please", now)];
        await TellAsync(story, [.. reports.Reverse()]);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((28, 2, 1, 1), ((long)figures["delivered"]!, (long)figures["failed"]!, (long)figures["opened"]!, (long)figures["replied"]!));
        Assert.Equal(30, figures.Outcomes());
    }

    [Fact]
    public async Task Who_had_enough_marketing_for_a_day_gets_a_message_of_its_own_a_day_later()
    {
        var clock = new StoryClock();
        await using var service = await AcsStandIn.StartAsync(clock);
        await using var story = await StartAsync(service);
        clock.Follow(story.Clock);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(2));
        service.Templates.Enqueue(Template("launch", Vendor.Body, "approved"));
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        await story.PassAsync(TimeSpan.FromMinutes(1));
        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali"));
        await story.PassAsync(TimeSpan.FromMinutes(1));
        var now = story.Clock.GetUtcNow();
        await TellAsync(story, service.Messages[0].Status("failed", now, "131049"), service.Messages[1].Status("delivered", now));
        await story.PassAsync(TimeSpan.FromHours(25));
        Assert.Equal((3, service.Messages[0].To), (service.Messages.Count, service.Messages[2].To));
        Assert.Equal(0, service.Repeats);
        await TellAsync(story, service.Messages[2].Status("delivered", story.Clock.GetUtcNow()));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((2, 2, 0), (figures.Outcomes(), (long)figures["delivered"]!, (long)figures["failed"]!));
        Assert.Empty(service.Faults);
    }

    private static Task<StoryHost> StartAsync(AcsStandIn service) => StoryHost.StartAsync(settings:
    [
        ("ActiveReach:CommunicationServices:ConnectionString", service.ConnectionString), ("ActiveReach:CommunicationServices:WhatsAppChannels:18005550101", AcsStandIn.WhatsAppChannel),
    ]);

    private static async Task TellAsync(StoryHost story, params JsonObject[] told)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/webhooks/acs?secret={CarrierWebhook.Secret}") { Content = JsonContent.Create(told) };
        using var answer = await story.Api.RawAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static JsonObject Template(string name, string body, string status) => new()
    {
        ["name"] = name,
        ["language"] = "en",
        ["status"] = status,
        ["channelType"] = "whatsApp",
        ["content"] = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = "BODY", ["text"] = body }) },
    };

    private static async Task RefusedAsync(StoryHost story, string words)
    {
        var refused = await Assert.ThrowsAsync<ApiException>(() => story.Api.PostAsync("templates/launch/submit"));
        Assert.Equal(422, refused.Status);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }
}
