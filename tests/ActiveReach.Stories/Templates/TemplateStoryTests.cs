using ActiveReach.Stories.Approvals;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Templates;

/// <summary>A vendor looks at what WhatsApp campaigns are made of, and they wait for its word.</summary>
public sealed class TemplateStoryTests
{
    private const int Contacts = 10;

    [Fact]
    public async Task A_campaign_waits_for_its_template_and_then_everybody_gets_it_with_their_own_values()
    {
        await using var story = await StartAsync(TimeSpan.FromHours(1), ("Sandbox:OpenRate", "1"), ("Sandbox:ReplyRate", "1"));
        await story.Api.PostAsync("contacts", new { firstName = "Ann", phone = "+14155550123" });
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali"));

        await story.PassAsync(TimeSpan.FromMinutes(30));
        var waiting = await story.Api.GetAsync($"campaigns/{campaign}");
        Assert.Equal(("in_review", "In review"), ((string)waiting["status"]!, (string)waiting["statusLabel"]!));
        Assert.Contains("the template 'launch' (version 1)", (string)waiting["statusReason"]!, StringComparison.Ordinal);
        Assert.Empty(Witness.Of(story.Outbox, campaign));

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal("approved", await story.Api.TemplateStateAsync("launch"));
        Assert.Equal(Enumerable.Range(1, Contacts).Select(number => $"Hi Asha{number}, our Diwali launch is on Sunday. See you there.").Order(StringComparer.Ordinal), story.Bodies(campaign));
        Assert.All(Witness.Of(story.Outbox, campaign), line => Assert.Equal(("whatsapp", "+18005550101", "launch"), ((string)line["channel"]!, (string)line["from"]!, (string)line["template"]!)));

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((Contacts + 1, Contacts + 1), ((long)figures["recipients"]!, figures.Outcomes()));
        Assert.Equal((1, Contacts), ((long)figures["skipped"]!["not_delivered_there"]!, (long)figures["delivered"]!));
        Assert.Equal((Contacts, Contacts), ((long)figures["opened"]!, (long)figures["replied"]!));
    }

    [Fact]
    public async Task A_rejected_template_gives_the_draft_back_with_the_reason_and_once_mended_it_is_sent()
    {
        await using var story = await StartAsync(TimeSpan.FromHours(1));
        await story.Api.SubmitTemplateAsync("launch", "{{1}}, we launch on Sunday, and everybody is welcome.");
        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}"));

        await story.PassAsync(TimeSpan.FromHours(2));
        var back = await story.Api.GetAsync($"campaigns/{campaign}");
        Assert.Equal("draft", (string)back["status"]!);
        Assert.Contains("The template 'launch' (version 1) was rejected: The body begins or ends with a placeholder.", (string)back["statusReason"]!, StringComparison.Ordinal);
        Assert.Contains("submit it to review", (string)back["nextAction"]!, StringComparison.Ordinal);
        await RefusedAsync(story, campaign, "template_rejected");

        var mended = await story.Api.PatchAsync("templates/launch", new { body = "Hi {{1}}, we launch on Sunday, and everybody is welcome." });
        Assert.Equal((2, "draft"), ((int)mended["version"]!, (string)mended["state"]!));
        await RefusedAsync(story, campaign, "template_rejected");
        await story.Api.PostAsync("templates/launch/submit");
        Assert.Equal("in_review", (string)(await story.Api.PostAsync($"campaigns/{campaign}/launch"))["status"]!);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal(Enumerable.Range(1, Contacts).Select(number => $"Hi Asha{number}, we launch on Sunday, and everybody is welcome.").Order(StringComparer.Ordinal), story.Bodies(campaign));
        Assert.All(Witness.Of(story.Outbox, campaign), line => Assert.Equal("launch__2", (string)line["template"]!));
    }

    [Fact]
    public async Task Without_a_verdict_by_its_time_a_campaign_is_cancelled_and_never_sent()
    {
        await using var story = await StartAsync(TimeSpan.FromHours(20));
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        var definition = Vendor.Campaign("launch", "{{first_name}}", "Diwali");
        definition["schedule"] = new { kind = "at", at = "2026-11-23T15:00:00Z" };
        var campaign = await story.Api.LaunchAsync(definition);

        await story.PassAsync(TimeSpan.FromHours(5));
        Assert.Equal("in_review", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!);
        await story.PassAsync(TimeSpan.FromHours(20));
        var cancelled = await story.Api.GetAsync($"campaigns/{campaign}");
        Assert.Equal("cancelled", (string)cancelled["status"]!);
        Assert.Contains("no verdict on its template in time, so it was not sent", (string)cancelled["statusReason"]!, StringComparison.Ordinal);
        Assert.Contains("Duplicate it", (string)cancelled["nextAction"]!, StringComparison.Ordinal);
        Assert.Equal("approved", await story.Api.TemplateStateAsync("launch"));
        Assert.Empty(Witness.Of(story.Outbox, campaign));
    }

    [Fact]
    public async Task A_campaign_is_cancelled_or_taken_back_during_review_and_a_later_approval_sends_nothing()
    {
        await using var story = await StartAsync(TimeSpan.FromHours(1));
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        var (cancelled, taken) = (await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali")), await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Holi")));
        await story.PassAsync(TimeSpan.FromMinutes(10));
        var waiting = await story.Api.GetAsync($"campaigns/{cancelled}");
        Assert.True(waiting.Allows("cancel") && waiting.Allows("withdraw") && !waiting.Allows("pause") && !waiting.Allows("edit"));
        Assert.Equal(409, (await Assert.ThrowsAsync<ApiException>(() => story.Api.PostAsync($"campaigns/{cancelled}/pause"))).Status);

        Assert.Equal("cancelled", (string)(await story.Api.PostAsync($"campaigns/{cancelled}/cancel"))["status"]!);
        Assert.Equal("draft", (string)(await story.Api.PostAsync($"campaigns/{taken}/withdraw"))["status"]!);
        await story.PassAsync(TimeSpan.FromHours(3));

        Assert.Equal("approved", await story.Api.TemplateStateAsync("launch"));
        Assert.Equal(("cancelled", "draft"), ((string)(await story.Api.GetAsync($"campaigns/{cancelled}"))["status"]!, (string)(await story.Api.GetAsync($"campaigns/{taken}"))["status"]!));
        Assert.Empty(Witness.Read(story.Outbox));
    }

    [Fact]
    public async Task Review_comes_after_approval_and_a_template_that_is_approved_needs_none()
    {
        await using var story = await StartAsync(TimeSpan.FromHours(1));
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        var definition = Vendor.Campaign("launch", "{{first_name}}", "Diwali");
        definition.Remove("quietHours");
        definition["approval"] = new { required = true, approvers = new[] { "lead@example.com" } };
        var campaign = await story.Viewer.DraftAsync(definition);
        Assert.Equal("needs_approval", (string)(await story.Viewer.PostAsync($"campaigns/{campaign}/submit"))["status"]!);
        await story.AtRestAsync();
        var board = new Board(story);
        var link = await board.LinkOfAsync(campaign, "lead@example.com");
        Assert.Contains("our Diwali launch is on Sunday", await board.PageAsync(link), StringComparison.Ordinal);
        Assert.Equal(200, await board.DecideAsync(link));
        Assert.Equal("in_review", await board.StatusAsync(campaign));

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(Contacts, Witness.Of(story.Outbox, campaign).Count);
        var second = await story.Api.DraftAsync(Vendor.Campaign("launch", "{{first_name}}", "Holi"));
        Assert.Equal("scheduled", (string)(await story.Api.PostAsync($"campaigns/{second}/launch"))["status"]!);
        await story.Api.UntilStatusAsync(second, "complete");
        Assert.Equal(Contacts, Witness.Of(story.Outbox, second).Count);
    }

    private static async Task<StoryHost> StartAsync(TimeSpan review, params (string Key, string Value)[] settings)
    {
        var delay = ((long)review.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var story = await StoryHost.StartAsync(settings: [("Sandbox:ReviewDelayMs", delay), ("Sandbox:DeliveredRate", "1"), .. settings]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        return story;
    }

    private static async Task RefusedAsync(StoryHost story, string campaign, string code)
    {
        var refused = await Assert.ThrowsAsync<ApiException>(() => story.Api.PostAsync($"campaigns/{campaign}/launch"));
        Assert.Equal(422, refused.Status);
        Assert.Contains(code, refused.Message, StringComparison.Ordinal);
    }
}
