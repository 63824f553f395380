using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Approvals;

/// <summary>Three are asked, over HTTP alone.</summary>
public sealed class SeveralApproversStoryTests
{
    private static readonly object TwoOfThree = new { required = true, approvers = Board.Approvers, decisions = 2, timeout = "PT10H" };

    [Fact]
    public async Task Two_of_three_approve_and_who_was_silent_was_reminded_once()
    {
        await using var story = await StoryHost.StartAsync();
        var board = await Board.MeetAsync(story);
        var campaign = await board.AskAsync(TwoOfThree);
        Assert.Equal(200, await board.DecideAsync(await board.LinkOfAsync(campaign, "mira@example.com")));
        var waiting = await story.Api.GetAsync($"campaigns/{campaign}/approvals");
        Assert.Equal((2, 1, "lead:waiting mira:approved noor:waiting"), ((int)waiting["needed"]!, (int)waiting["given"]!, await board.StatesAsync(campaign)));

        await story.PassAsync(TimeSpan.FromHours(6));
        Assert.Equal("needs_approval", await board.StatusAsync(campaign));
        Assert.Equal(["Please approve", "Still to approve"], board.MailsTo("noor@example.com", campaign));
        Assert.Equal(["Please approve"], board.MailsTo("mira@example.com", campaign));

        var link = await board.LinkOfAsync(campaign, "noor@example.com");
        Assert.Contains("2 of 3 who are asked must say yes; mira@example.com did", await board.PageAsync(link), StringComparison.Ordinal);
        Assert.Equal(200, await board.DecideAsync(link));
        Assert.Equal(409, await board.DecideAsync(link));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(10, Witness.Of(story.Outbox, campaign).Count);
        Assert.Equal("lead:not_needed mira:approved noor:approved", await board.StatesAsync(campaign));
        Assert.Equal(["Approved"], board.MailsTo("viewer@example.com", campaign));
    }

    [Fact]
    public async Task Where_too_few_approve_in_time_it_is_cancelled_and_never_sent()
    {
        await using var story = await StoryHost.StartAsync();
        var board = await Board.MeetAsync(story);
        var campaign = await board.AskAsync(TwoOfThree);
        await board.DecideAsync(await board.LinkOfAsync(campaign, "mira@example.com"));
        var late = await board.LinkOfAsync(campaign, "noor@example.com");

        story.LetTimePass();
        var cancelled = await story.Api.UntilStatusAsync(campaign, "cancelled");
        story.HoldTime();
        await story.AtRestAsync();

        Assert.Contains("It needed 2 approvals", (string)cancelled["statusReason"]!, StringComparison.Ordinal);
        Assert.Equal(410, await board.DecideAsync(late));
        Assert.Equal("lead:expired mira:approved noor:expired", await board.StatesAsync(campaign));
        Assert.Equal(["Please approve", "Still to approve"], board.MailsTo("lead@example.com", campaign));
        Assert.Equal(["Not approved in time"], board.MailsTo("viewer@example.com", campaign));
        Assert.Empty(Witness.Of(story.Outbox, campaign));
    }

    [Fact]
    public async Task Whoever_submitted_it_takes_it_back_mends_it_and_submits_it_again()
    {
        await using var story = await StoryHost.StartAsync();
        var board = await Board.MeetAsync(story);
        var campaign = await board.AskAsync(TwoOfThree);
        var link = await board.LinkOfAsync(campaign, "mira@example.com");
        await board.DecideAsync(await board.LinkOfAsync(campaign, "noor@example.com"));
        Assert.Equal(403, (await Assert.ThrowsAsync<ApiException>(() => story.Sender.PostAsync($"campaigns/{campaign}/withdraw"))).Status);

        var draft = await story.Viewer.PostAsync($"campaigns/{campaign}/withdraw");
        Assert.Equal(("draft", "withdrawn"), ((string)draft["status"]!, (string)draft["approvalState"]!));
        Assert.Equal(410, await board.DecideAsync(link));
        await story.PassAsync(TimeSpan.FromHours(11));
        Assert.Equal("draft", await board.StatusAsync(campaign));
        Assert.Equal(["Please approve"], board.MailsTo("mira@example.com", campaign));

        await story.EditAsync(campaign, new { name = "Mended" });
        await story.Viewer.PostAsync($"campaigns/{campaign}/submit");
        Assert.Equal("lead:waiting mira:waiting noor:waiting", await board.StatesAsync(campaign));
    }

    [Fact]
    public async Task Where_nobody_decides_others_are_asked_besides()
    {
        await using var story = await StoryHost.StartAsync();
        var board = await Board.MeetAsync(story);
        var campaign = await board.AskAsync(new { required = true, approvers = new[] { "mira@example.com" }, timeout = "PT10H", reminders = Array.Empty<double>(), escalation = new { after = 0.5 } });
        Assert.Equal("mira:waiting", await board.StatesAsync(campaign));

        await story.PassAsync(TimeSpan.FromHours(6));

        Assert.Equal("mira:waiting admin:waiting", await board.StatesAsync(campaign));
        Assert.All(["mira@example.com", "admin@example.com"], member => Assert.Equal(["Please approve"], board.MailsTo(member, campaign)));
        var notice = (await story.Api.GetAsync("me/notices"))["items"]![0]!;
        Assert.StartsWith("Nobody has decided", (string)notice["text"]!, StringComparison.Ordinal);
        Assert.Equal(200, await board.DecideAsync(await board.LinkOfAsync(campaign, "admin@example.com")));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
    }

    [Fact]
    public async Task Whose_role_was_taken_counts_no_more()
    {
        await using var story = await StoryHost.StartAsync();
        var board = await Board.MeetAsync(story);
        var campaign = await board.AskAsync(TwoOfThree);
        await board.DecideAsync(await board.LinkOfAsync(campaign, "mira@example.com"));
        var noor = await board.LinkOfAsync(campaign, "noor@example.com");
        await board.RoleAsync("mira@example.com", "viewer");

        Assert.Equal(200, await board.DecideAsync(noor));
        Assert.Equal(("needs_approval", "lead:waiting mira:not_counted noor:approved"), (await board.StatusAsync(campaign), await board.StatesAsync(campaign)));
        await board.DecideAsync(await board.LinkOfAsync(campaign, "lead@example.com"));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
    }

    [Fact]
    public async Task An_edit_voids_what_was_given_and_the_page_tells_what_changed_since_the_last_approval()
    {
        await using var story = await StoryHost.StartAsync();
        var board = await Board.MeetAsync(story);
        var campaign = await board.AskAsync(TwoOfThree, new { kind = "at", at = "2026-12-24T10:00", timezone = "Asia/Kolkata" });
        foreach (var approver in Board.Approvers.Skip(1))
            Assert.Equal(200, await board.DecideAsync(await board.LinkOfAsync(campaign, approver)));
        Assert.Equal("scheduled", await board.StatusAsync(campaign));

        await story.EditAsync(campaign, new { description = "With a poem" });
        await board.DecideAsync(await board.LinkOfAsync(campaign, "mira@example.com"));
        await story.EditAsync(campaign, new { description = "With two poems" });
        Assert.Equal("lead:waiting mira:waiting noor:waiting", await board.StatesAsync(campaign));

        var page = await board.PageAsync(await board.LinkOfAsync(campaign, "noor@example.com"));
        Assert.Contains("Changed since it was last approved", page, StringComparison.Ordinal);
        Assert.Contains("<dt>description</dt><dd><del>nothing</del> <ins>With two poems</ins></dd>", page, StringComparison.Ordinal);
        await board.DecideAsync(await board.LinkOfAsync(campaign, "noor@example.com"));
        await board.DecideAsync(await board.LinkOfAsync(campaign, "lead@example.com"));
        Assert.Equal("scheduled", await board.StatusAsync(campaign));
    }

    [Fact]
    public async Task Members_read_in_the_app_what_they_are_told()
    {
        await using var story = await StoryHost.StartAsync();
        var board = await Board.MeetAsync(story);
        var campaign = await board.AskAsync(TwoOfThree);

        var mine = (JsonNode)(await story.Sender.GetAsync("me/notices?state=new"))["items"]!.AsArray().Single()!;
        Assert.Equal(campaign, (string)mine["subject"]!);
        Assert.Equal(404, (await Assert.ThrowsAsync<ApiException>(() => story.Viewer.PostAsync($"me/notices/{mine["id"]}/read"))).Status);
        Assert.NotNull((await story.Sender.PostAsync($"me/notices/{mine["id"]}/read"))["readAt"]);
        Assert.Empty((await story.Sender.GetAsync("me/notices?state=new"))["items"]!.AsArray());
        Assert.Single((await story.Sender.GetAsync("me/notices?state=read"))["items"]!.AsArray());

        await story.Sender.PostAsync($"campaigns/{campaign}/reject", new { comment = "Too loud" });
        await story.AtRestAsync();
        Assert.Contains("Too loud", (string)(await story.Viewer.GetAsync("me/notices"))["items"]![0]!["text"]!, StringComparison.Ordinal);
    }
}
