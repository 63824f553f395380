using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActiveReach.Access;
using ActiveReach.Stories.Client;
using Carriers.StandIn.CommunicationServices;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Providers;

/// <summary>A workspace sends through its own accounts, and nobody else does. It is Monday 23 November 2026, 9:00 UTC.</summary>
public sealed class AccountStoryTests
{
    private readonly StoryClock clock = new();

    [Fact]
    public async Task A_workspaces_messages_go_through_its_own_account_and_are_reported_to_it()
    {
        await using var service = await AcsStandIn.StartAsync(clock);
        await using var story = await StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(20));
        var account = await AddAsync(story.Api, service);
        Assert.Equal(["sms"], account["takes"]!.AsArray().Select(channel => (string?)channel));

        var campaign = await story.Api.LaunchAsync(Texts());
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal(20, service.Messages.Select(message => message.To).Distinct().Count());
        Assert.Empty(Witness.Read(story.Outbox));

        var reports = service.Messages.Select(message => message.Report("Delivered", story.Clock.GetUtcNow())).ToList();
        Assert.Equal(401, await ReportAsync(story, account, "a-secret-that-is-not-the-one", reports));
        Assert.Equal(401, await ReportAsync(story, account["id"]!.ToString().Replace("prv_", "prv_x", StringComparison.Ordinal), (string)account["webhookSecret"]!, reports));
        Assert.Equal(200, await ReportAsync(story, account, (string)account["webhookSecret"]!, reports));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(20, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["delivered"]!);
    }

    [Fact]
    public async Task What_comes_to_another_workspaces_account_speaks_of_that_workspace_alone()
    {
        await using var service = await AcsStandIn.StartAsync(clock);
        await using var story = await StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(4));
        await AddAsync(story.Api, service);
        var (_, key) = await story.Services.GetRequiredService<CreateWorkspace>().RunAsync("Neighbour", "boss@neighbour.example");
        using var neighbour = new ApiClient(story.Api.Address, key, "neighbour");
        var foreign = await AddAsync(neighbour, service);

        var campaign = await story.Api.LaunchAsync(Texts());
        await story.PassUntilAsync(campaign, "active");
        var (first, second) = (service.Messages[0], service.Messages[1]);
        var stop = new JsonObject
        {
            ["id"] = "forged-stop",
            ["eventType"] = "Microsoft.Communication.SMSReceived",
            ["eventTime"] = story.Clock.GetUtcNow(),
            ["data"] = new JsonObject { ["from"] = first.To, ["to"] = first.From, ["message"] = "STOP" },
        };
        Assert.Equal(200, await ReportAsync(story, foreign, (string)foreign["webhookSecret"]!, [stop, second.Report("Failed", story.Clock.GetUtcNow())]));
        await story.AtRestAsync();

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((0, 0), ((long)figures["failed"]!, (long)figures["optedOut"]!));
        Assert.Empty((await story.Api.GetAsync("suppressions"))["items"]!.AsArray());
        Assert.Empty((await story.Api.GetAsync("engagement/parked"))["items"]!.AsArray());
        Assert.Equal(2, (await neighbour.GetAsync("engagement/parked"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_message_in_doubt_is_not_repeated_by_another_account()
    {
        await using var one = await AcsStandIn.StartAsync(clock);
        await using var other = await AcsStandIn.StartAsync(clock);
        one.Next(Enumerable.Repeat(AcsFate.TakenAndBroken, 40));
        await using var story = await StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var first = await AddAsync(story.Api, one);
        await AddAsync(story.Api, other);
        var campaign = await story.Api.LaunchAsync(Texts());
        await story.PassAsync(TimeSpan.FromSeconds(2));
        Assert.NotEmpty(one.Messages);

        // Those that were taken and not answered for are in doubt now.
        await story.Api.PatchAsync($"providers/{first["id"]}", new { enabled = false });
        await story.PassUntilAsync(campaign, "active");
        Assert.Empty(one.Messages.Select(message => message.To).Intersect(other.Messages.Select(message => message.To)));
        Assert.Equal(10, one.Messages.Count + other.Messages.Count);
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((10, one.Messages.Count), ((long)figures["sent"]! + (long)figures["uncertain"]!, (long)figures["uncertain"]!));
    }

    [Fact]
    public async Task A_secret_is_changed_without_a_gap()
    {
        await using var service = await AcsStandIn.StartAsync(clock);
        await using var story = await StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        var account = await AddAsync(story.Api, service);
        var former = (string)account["webhookSecret"]!;
        const string next = "the-secret-that-comes-next";
        await story.Api.PatchAsync($"providers/{account["id"]}", new { webhookSecret = next });
        Assert.Equal((200, 200), (await ReportAsync(story, account, former, []), await ReportAsync(story, account, next, [])));
        await story.PassAsync(TimeSpan.FromDays(8));
        Assert.Equal((401, 200), (await ReportAsync(story, account, former, []), await ReportAsync(story, account, next, [])));
    }

    [Fact]
    public async Task An_account_that_the_vendor_doesnt_let_in_fails_nobody()
    {
        await using var service = await AcsStandIn.StartAsync(clock);
        await using var story = await StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(5));
        var account = await story.Api.PostAsync("providers", new { provider = "acs", channels = new[] { "sms" }, settings = new { connectionString = $"endpoint={service.Endpoint};accesskey=d3Jvbmc=", smsPerMinute = "unlimited" } });
        var campaign = await story.Api.LaunchAsync(Texts());
        await story.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Empty(service.Messages);
        Assert.Equal(0, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["failed"]!);

        // Mended: the next batch goes with it.
        await story.Api.PatchAsync($"providers/{account["id"]}", new { settings = new { connectionString = service.ConnectionString } });
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal(5, service.Messages.Select(message => message.To).Distinct().Count());
    }

    [Fact]
    public async Task A_limit_of_the_day_carries_a_campaign_over_three_days_and_says_when_it_ends()
    {
        await using var service = await AcsStandIn.StartAsync(clock);
        await using var story = await StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(250));
        await story.Api.PostAsync("providers", new { provider = "acs", channels = new[] { "sms" }, settings = new { connectionString = service.ConnectionString, smsPerMinute = "unlimited", smsPerDay = 100 } });
        var draft = await story.Api.DraftAsync(Texts());
        var forecast = (await story.Api.GetAsync($"campaigns/{draft}/preflight"))["channels"]![0]!;
        Assert.Equal((100, StoryHost.Monday.AddDays(2)), ((int)forecast["perDay"]!, (DateTimeOffset)forecast["endsAt"]!));

        await story.Api.PostAsync($"campaigns/{draft}/launch");
        await story.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(100, service.Messages.Count);
        var told = await story.Api.GetAsync($"campaigns/{draft}");
        Assert.Contains("takes 100 SMS a day", (string)told["statusReason"]!, StringComparison.Ordinal);
        Assert.InRange((DateTimeOffset)told["expectedEnd"]!, StoryHost.Monday.AddDays(2), StoryHost.Monday.AddDays(2).AddHours(1));

        for (var day = 1; day <= 2; day++)
        {
            await story.PassAsync(TimeSpan.FromHours(22));
            Assert.Equal(day * 100, service.Messages.Count);
            await story.PassAsync(TimeSpan.FromHours(2));
            Assert.Equal(Math.Min(250, (day + 1) * 100), service.Messages.Count);
        }

        await story.PassUntilAsync(draft, "active");
        Assert.Equal(250, service.Messages.Select(message => message.To).Distinct().Count());
    }

    private async Task<StoryHost> StartAsync()
    {
        var story = await StoryHost.StartAsync(settings: ("ActiveReach:ProviderAccounts:PrivateAddresses", "true"));
        clock.Follow(story.Clock);
        return story;
    }

    private static Task<JsonNode> AddAsync(ApiClient api, AcsStandIn service) =>
        api.PostAsync("providers", new { provider = "acs", channels = new[] { "sms" }, settings = new { connectionString = service.ConnectionString, smsPerMinute = "unlimited" } });

    private static Task<int> ReportAsync(StoryHost story, JsonNode account, string secret, IReadOnlyList<JsonObject> events) => ReportAsync(story, (string)account["id"]!, secret, events);

    private static async Task<int> ReportAsync(StoryHost story, string account, string secret, IReadOnlyList<JsonObject> events)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/webhooks/acs/{account}?secret={secret}") { Content = JsonContent.Create(events) };
        using var answer = await story.Api.RawAsync(request);
        return (int)answer.StatusCode;
    }

    private static Dictionary<string, object> Texts()
    {
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT1H";
        return definition;
    }
}
