using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using Carriers.StandIn.CommunicationServices;

namespace ActiveReach.Stories.Messages;

/// <summary>The whole app over the service's own interface: whatever goes wrong with calls and callbacks, everybody gets it once and is counted once.</summary>
public sealed class AcsStoryTests
{
    [Fact]
    public async Task Broken_calls_limits_and_a_crash_lose_nobody_and_repeat_nothing()
    {
        var clock = new StoryClock();
        await using var service = await AcsStandIn.StartAsync(clock);
        service.Refused["+919800000007"] = (400, "Invalid To phone number format.");
        service.Next(
            AcsFate.Taken, AcsFate.TakenAndBroken, AcsFate.Refused(429, retryAfter: "30"), AcsFate.TakenAndGarbled, AcsFate.Refused(500), AcsFate.Taken, AcsFate.Refused(503, retryAfter: "20"), AcsFate.Refused(401), AcsFate.TakenAndBroken);

        // Time can't run to the end meanwhile: the crash finds this one on its way.
        var crash = new TaskCompletionSource();
        service.Next([.. Enumerable.Repeat(AcsFate.Taken, 40), AcsFate.TakenAndBroken with { Until = crash.Task }]);

        var story = await StartAsync(service, clock);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(150));
        var campaign = await story.Api.LaunchAsync(Texts());
        story.LetTimePass();
        await Eventually.SeenAsync("a part is sent", () => service.Messages.Count, count => count > 40);
        story.HoldTime();
        var now = story.Clock.GetUtcNow();
        await story.CrashAsync();
        crash.SetResult();

        await using var again = await StartAsync(service, clock, story.Directory, now);
        await again.PassUntilAsync(campaign, "active");
        Assert.Equal(149, service.Messages.Count);
        Assert.Equal(149, service.Messages.Select(message => message.To).Distinct().Count());
        Assert.True(service.Repeats >= 2, $"{service.Repeats} messages came again.");
        Assert.Empty(service.Faults);

        // Reports come late, doubled and in any order.
        var reports = service.Messages.Select((message, index) => message.Report(index % 10 == 3 ? "Failed" : "Delivered", again.Clock.GetUtcNow())).Reverse().ToList();
        await ReportAsync(again, [.. reports, .. reports.Take(30)]);
        again.LetTimePass();
        await again.Api.UntilStatusAsync(campaign, "complete");
        var figures = (await again.Api.GetAsync($"campaigns/{campaign}/analytics"));
        Assert.Equal((150, 134, 16), ((long)figures["recipients"]!, (long)figures["delivered"]!, (long)figures["failed"]!));
        Assert.Equal(150, figures.Outcomes());
    }

    [Fact]
    public async Task Mails_go_one_by_one_and_reports_find_them_by_the_operation()
    {
        var clock = new StoryClock();
        await using var service = await AcsStandIn.StartAsync(clock);
        service.Next(AcsFate.TakenAndBroken, AcsFate.TakenAndGarbled);
        await using var story = await StartAsync(service, clock);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(12));
        var campaign = await story.Api.LaunchAsync(Mails());
        await story.PassUntilAsync(campaign, "active");

        Assert.Equal(12, service.Messages.Select(message => message.To).Distinct().Count());
        Assert.Equal(12, service.Messages.Count);
        Assert.All(service.Messages, message => Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]));
        await ReportAsync(story, [.. service.Messages.Select((message, index) => message.Report(index == 0 ? "Bounced" : "Delivered", story.Clock.GetUtcNow()))]);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = (await story.Api.GetAsync($"campaigns/{campaign}/analytics"));
        Assert.Equal((12, 11, 1), ((long)figures["recipients"]!, (long)figures["delivered"]!, (long)figures["bounced"]!));
    }

    [Fact]
    public async Task The_same_words_to_many_are_one_request_and_reports_find_them_by_the_services_id()
    {
        var clock = new StoryClock();
        await using var service = await AcsStandIn.StartAsync(clock);
        await using var story = await StartAsync(service, clock);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(60));
        var definition = Texts();
        definition["variants"] = new[] { new { id = "A", content = new { sms = new { text = "It's here. Reply STOP to opt out" } } } };
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal(60, service.Messages.Count);
        Assert.InRange(service.Requests.Count, 1, 20);

        await ReportAsync(story, [.. service.Messages.Select(message => message.Report("Delivered", story.Clock.GetUtcNow()))]);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(60, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["delivered"]!);
    }

    [Fact]
    public async Task A_mail_that_stayed_uncertain_is_settled_by_its_report()
    {
        var clock = new StoryClock();
        await using var service = await AcsStandIn.StartAsync(clock);
        service.Next([AcsFate.TakenAndBroken, .. Enumerable.Repeat(AcsFate.Refused(500), 50)]);
        await using var story = await StartAsync(service, clock);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(1));
        var campaign = await story.Api.LaunchAsync(Mails());
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal(1, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["uncertain"]!);

        await ReportAsync(story, [Assert.Single(service.Messages).Report("Delivered", story.Clock.GetUtcNow())]);
        story.LetTimePass();
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (long)figures["delivered"]! == 1);
        Assert.Equal(0, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["uncertain"]!);
    }

    [Fact]
    public async Task An_approver_is_asked_from_the_workspaces_sender_and_the_report_of_that_mail_is_nobodys()
    {
        var clock = new StoryClock();
        await using var service = await AcsStandIn.StartAsync(clock);
        service.Next(AcsFate.TakenAndBroken);
        await using var story = await StartAsync(service, clock);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        var definition = Texts();
        definition["approval"] = new { required = true, approvers = new[] { "lead@example.com" } };
        definition["quietHours"] = true;
        var campaign = await story.Viewer.DraftAsync(definition);
        await story.Viewer.PostAsync($"campaigns/{campaign}/submit");
        await story.PassAsync(TimeSpan.FromMinutes(30));
        var asked = Assert.Single(service.Messages);
        Assert.Equal(("email", "lead@example.com"), (asked.Channel, asked.To));
        Assert.Contains("See it and decide: http", asked.Text, StringComparison.Ordinal);
        Assert.Equal(1, service.Repeats);
        Assert.False(File.Exists(Path.Combine(story.Directory, "members-mail.jsonl")));

        await ReportAsync(story, [asked.Report("Delivered", story.Clock.GetUtcNow())]);
        await story.ApproveByLinkAsync(campaign);
        await story.PassUntilAsync(campaign, "active");
        Assert.Empty((await story.Api.GetAsync("engagement/parked"))["items"]!.AsArray());
    }

    private static Dictionary<string, object> Mails()
    {
        var definition = Texts();
        definition["channels"] = new[] { new { channel = "email" } };
        definition["variants"] = new[] { new { id = "A", content = new { email = new { subject = "It's here", text = "See {{link 'https://shop.example/new'}}" } } } };
        return definition;
    }

    private static Dictionary<string, object> Texts()
    {
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT1H";
        return definition;
    }

    private static async Task<StoryHost> StartAsync(AcsStandIn service, StoryClock clock, string? directory = null, DateTimeOffset? now = null)
    {
        var story = await StoryHost.StartAsync(
            directory,
            now,
            settings: [("ActiveReach:CommunicationServices:ConnectionString", service.ConnectionString), ("ActiveReach:CommunicationServices:SmsPerMinute", "unlimited"), ("ActiveReach:CommunicationServices:EmailPerMinute", "unlimited")]);
        clock.Follow(story.Clock);
        return story;
    }

    private static async Task ReportAsync(StoryHost story, IReadOnlyList<JsonObject> reports)
    {
        foreach (var some in reports.Chunk(50))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"api/webhooks/acs?secret={CarrierWebhook.Secret}") { Content = JsonContent.Create(some) };
            using var answer = await story.Api.RawAsync(request);
            answer.EnsureSuccessStatusCode();
        }
    }
}
