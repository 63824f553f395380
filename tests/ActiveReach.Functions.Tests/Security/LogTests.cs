using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Tests.Fixture;
using Functions.Embedded.Clock;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Tests.Security;

/// <summary>What stands in the logs may be read by anyone who operates the app: nobody's data and no secret is in them.</summary>
public sealed partial class LogTests
{
    private const string Workspace = "/api/workspaces/demo";
    private const int People = 60;

    [Fact]
    public async Task A_whole_campaign_leaves_no_address_and_no_secret_in_the_logs()
    {
        await using var app = await RunningApp.StartAsync(builder =>
        {
            builder.Configuration.AddInMemoryCollection(
            [
                new("Sandbox:LatencyMs", "0"), new("Sandbox:EventDelayMs", "1"), new("Sandbox:ReplyRate", "0.5"), new("Sandbox:StopRate", "0.2"),
                new("Sandbox:ClickRate", "0.5"), new("Sandbox:DuplicateRate", "0.2"),
            ]);
            builder.Services.AddSimulatedClock(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        });
        var key = (await app.Admin.PostJsonAsync($"{Workspace}/keys", new { name = "Shop", role = "sender" }, ("Idempotency-Key", "one"))).Text("key");
        var session = await app.Nobody.PostJsonAsync("/api/session", new { key });
        await app.Nobody.GetJsonAsync($"{Workspace}/members", ("Authorization", "Bearer ar_wrong_key_of_somebody"));
        foreach (var n in Enumerable.Range(0, People))
            await app.Sender.PostJsonAsync($"{Workspace}/contacts", new { phone = Phone(n), email = Email(n), firstName = $"Gwendolyn{n}", timezone = "UTC" });

        var campaign = await app.Admin.PostJsonAsync($"{Workspace}/campaigns", new
        {
            name = "Launch",
            type = "one_time",
            audience = new { },
            channels = new[] { new { channel = "sms" }, new { channel = "email" } },
            delivery = "all",
            variants = new[] { new { id = "A", content = new { sms = new { text = "Hi {{first_name}} {{link 'https://shop.example/new'}}" }, email = new { subject = "Hi", html = "<p>Hi {{first_name}}</p>", text = "Hi" } } } },
            schedule = new { kind = "now" },
            approval = new { required = true, approvers = new[] { "lead@example.com" } },
            quietHours = false,
            replyWindow = "PT1H",
        });
        var path = $"{Workspace}/campaigns/{campaign.Text("id")}";
        string link;
        using (app.Get<RuntimeActivity>().Begin("test"))
        {
            // Time that jumps while nothing goes on would end the approver's.
            await app.Viewer.SendAsync(HttpMethod.Post, $"{path}/submit");
            link = (await app.Sender.GetJsonAsync($"{path}/approvals")).Json.GetProperty("items")[0].GetProperty("url").GetString()!;
            Assert.Equal(HttpStatusCode.OK, (await app.Nobody.SendAsync(HttpMethod.Post, new Uri(link).AbsolutePath, "decision=approve", "application/x-www-form-urlencoded")).Status);
        }

        await Eventually.SeenAsync("the campaign is complete", () => app.Viewer.GetJsonAsync(path), campaign => campaign.Text("status") is "complete");
        var figures = (await app.Viewer.GetJsonAsync($"{path}/analytics")).Json;
        Assert.Equal(People, figures.GetProperty("recipients").GetInt32());
        Assert.True(figures.GetProperty("replied").GetInt32() > 0, figures.ToString());

        string[] secrets =
        [
            key, session.Text("csrfToken"), session.Headers["Set-Cookie"].Split('=', ';')[1], link.Split('/')[^1], "ar_wrong_key_of_somebody", "demo-admin-key",
            app.Get<KeptSecrets>().WebhookSecret("acs"), "lead@example.com", "Gwendolyn",
        ];
        Assert.All(app.Log.Lines, line =>
        {
            Assert.DoesNotMatch(PhonePattern(), line);
            Assert.DoesNotMatch(EmailPattern(), line);
            Assert.DoesNotMatch(LinkPattern(), line);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_failure_nobody_foresaw_is_answered_and_logged_without_what_was_sent()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Sender.PostJsonAsync($"{Workspace}/contacts", new { phone = Phone(1) });
        app.Get<SqliteGroupCommit.Database>().CutPower();

        var answer = await app.Sender.PostJsonAsync($"{Workspace}/contacts", new { phone = Phone(2), firstName = "Gwendolyn" });

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Equal("application/problem+json", answer.Headers["Content-Type"]);
        Assert.DoesNotContain("Exception", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(".db", answer.Body, StringComparison.Ordinal);
        var logged = Assert.Single(app.Log.Lines, line => line.Contains(answer.Text("reference"), StringComparison.Ordinal));
        Assert.DoesNotContain("Gwendolyn", logged, StringComparison.Ordinal);
        Assert.DoesNotMatch(PhonePattern(), logged);
    }

    private static string Phone(int n) => string.Create(CultureInfo.InvariantCulture, $"+91987650{n:0000}");

    private static string Email(int n) => string.Create(CultureInfo.InvariantCulture, $"person{n}@example.net");

    [GeneratedRegex(@"\+[1-9][0-9]{7,14}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhonePattern();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmailPattern();

    /// <summary>Signed links: whoever has one can act by it.</summary>
    [GeneratedRegex(@"/(?:r|o|u|api/approvals)/[A-Za-z0-9_.-]{12,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();
}
