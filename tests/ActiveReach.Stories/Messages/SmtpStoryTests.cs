using ActiveReach.Stories.Client;
using Carriers.StandIn.Smtp;

namespace ActiveReach.Stories.Messages;

/// <summary>Mails through a mail server, and everything else through the sandbox.</summary>
public sealed class SmtpStoryTests
{
    [Fact]
    public async Task Everybody_gets_one_mail_and_refusals_and_doubts_are_told_apart()
    {
        await using var server = new SmtpStandIn();
        server.Next(
            new SmtpFate("RCPT", "451 4.3.0 Later"), new SmtpFate("RCPT", "550 5.1.1 No such user"), new SmtpFate("END", null), new SmtpFate("MAIL", "421 4.3.2 Closing"));
        await using var story = await StartAsync(server);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(120));
        var definition = Some.Campaign();
        definition["channels"] = new[] { new { channel = "email" } };
        definition["variants"] = new[] { new { id = "A", content = new { email = new { subject = "It's here", text = "See {{link 'https://shop.example/new'}}" } } } };
        var campaign = await story.Api.LaunchAsync(definition);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal(118, server.Mails.Count);
        Assert.Equal(118, server.Mails.Select(mail => mail.To).Distinct().Count());
        Assert.All(server.Mails, mail => Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", mail.Words, StringComparison.Ordinal));
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((120, 118, 1, 1), ((long)figures["recipients"]!, (long)figures["sent"]!, (long)figures["failed"]!, (long)figures["uncertain"]!));
        Assert.Equal(120, figures.Outcomes());
    }

    [Fact]
    public async Task Approvers_are_asked_by_mail()
    {
        await using var server = new SmtpStandIn();
        server.Next(new SmtpFate("MAIL", "451 4.3.0 Later"));
        await using var story = await StartAsync(server);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        await AskAsync(story, "lead@example.com");
        story.LetTimePass();
        var mail = (await Eventually.SeenAsync("the approver is asked", () => server.Mails, mails => mails.Count > 0))[0];
        Assert.Equal("lead@example.com", mail.To);
        Assert.Contains("Subject: Please approve", mail.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approvers_are_asked_through_the_workspaces_account_where_the_app_sends_no_mails()
    {
        await using var server = new SmtpStandIn();
        await using var story = await StoryHost.StartAsync(settings: [("ActiveReach:ProviderAccounts:PrivateAddresses", "true"), ("ActiveReach:MemberMail:From", "app@reach.example")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        await story.Api.PostAsync("providers", new { provider = "smtp", priority = 50, enabled = false, settings = new { host = "127.0.0.1", port = 9 } });
        var account = await story.Api.PostAsync("providers", new { provider = "smtp", priority = 60, settings = new { host = "127.0.0.1", port = server.Port, security = "none" } });
        var sender = (string)(await story.Api.GetAsync("settings"))["senders"]!["email"]!;
        var first = await AskAsync(story, "lead@example.com");
        story.LetTimePass();
        var mail = (await Eventually.SeenAsync("the approver is asked", () => server.Mails, mails => mails.Count > 0))[0];
        Assert.Equal("lead@example.com", mail.To);
        Assert.Contains("Subject: Please approve", mail.Words, StringComparison.Ordinal);
        Assert.StartsWith($"From: {sender}", mail.Words, StringComparison.Ordinal);
        Assert.Empty(Approving.MailsAbout(story, first));

        // Without an account nobody sends it. Days may have passed meanwhile, and whoever was asked first may have been reminded.
        await story.Api.PatchAsync($"providers/{account["id"]}", new { enabled = false });
        var second = await AskAsync(story, "lead@example.com");
        await Eventually.SeenAsync("the mail is kept", () => Approving.MailsAbout(story, second), kept => kept.Count > 0);
        Assert.DoesNotContain(server.Mails, asked => asked.Words.Contains(second, StringComparison.Ordinal));
    }

    private static async Task<string> AskAsync(StoryHost story, string approver)
    {
        var definition = Some.Campaign();
        definition["approval"] = new { required = true, approvers = new[] { approver } };
        definition["quietHours"] = true;
        var campaign = await story.Viewer.DraftAsync(definition);
        await story.Viewer.PostAsync($"campaigns/{campaign}/submit");
        return campaign;
    }

    private static Task<StoryHost> StartAsync(SmtpStandIn server) => StoryHost.StartAsync(settings:
    [
        ("ActiveReach:Smtp:Host", "127.0.0.1"), ("ActiveReach:Smtp:Port", $"{server.Port}"), ("ActiveReach:Smtp:Security", "none"),
    ]);
}
