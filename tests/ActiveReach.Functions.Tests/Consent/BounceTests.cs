using System.Net;
using System.Text.Json.Nodes;
using ActiveReach.Consent;
using ActiveReach.Functions.Tests.Engagement;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Consent;

/// <summary>A6: a mailbox that takes no mail is sent to no more, and there is a way back.</summary>
public sealed class BounceTests
{
    private const string Workspace = "/api/workspaces/demo";
    private const string Suppressions = Workspace + "/suppressions";
    private const string Mailbox = "Ann@Example.com";

    [Theory]
    [InlineData("Bounced", "550 5.1.1 No such user", true)]
    [InlineData("Bounced", null, true)]
    [InlineData("Bounced", "452 4.2.2 Mailbox full", false)]
    [InlineData("Bounced", "550 5.7.1 Rejected as spam", false)]
    [InlineData("Failed", "550 5.1.1 No such user", false)]
    [InlineData("FilteredSpam", null, false)]
    [InlineData("Delivered", null, false)]
    public async Task A_hard_bounce_suppresses_the_mailbox_and_nothing_else_does(string status, string? words, bool suppresses)
    {
        await using var sent = await BouncedAsync(status, words);
        var list = await ListAsync(sent.App);
        Assert.Equal(suppresses ? [$"email hard_bounce {AddressHash.Of("ann@example.com")}"] : [], list);

        // Whoever has the mailbox, also later and in other spelling.
        await sent.App.Sender.PostJsonAsync($"{Workspace}/contacts", new { externalId = "later", email = "ANN@example.com " });
        Assert.Equal(suppresses ? 0 : 1, await ReachableAsync(sent.App, "later"));
        Assert.Equal(suppresses ? 0 : 1, await ReachableAsync(sent.App, "p0"));
    }

    [Fact]
    public async Task An_admin_takes_the_mailbox_off_and_a_receipt_that_comes_again_does_not_put_it_back()
    {
        await using var sent = await BouncedAsync("Bounced", null);
        var put = await sent.App.Sender.SendAsync(HttpMethod.Put, $"{Workspace}/contacts/{sent.People[0].Id}/consents", """{"consents":{"email":"opted_in"},"proof":"form 7"}""");
        var warning = Assert.Single(put.Json.GetProperty("warnings").EnumerateArray());
        Assert.Equal(("consents.email", "suppressed"), (warning.GetProperty("path").GetString(), warning.GetProperty("code").GetString()));
        Assert.Contains("hard_bounce", warning.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("admin", warning.GetProperty("message").GetString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await sent.App.Admin.SendAsync(HttpMethod.Delete, $"{Suppressions}/{Mailbox}")).Status);
        Assert.Equal(1, await ReachableAsync(sent.App, "p0"));
        await PostAsync(sent, "Bounced", null, "again");
        Assert.Empty(await ListAsync(sent.App));
    }

    [Fact]
    public async Task A_workspace_may_leave_bounced_mailboxes_alone()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        Assert.Equal(HttpStatusCode.OK, (await sent.App.Admin.PatchJsonAsync($"{Workspace}/settings", """{"suppressHardBounces":false}""")).Status);
        Assert.Equal("False", (await sent.App.Admin.GetJsonAsync($"{Workspace}/settings")).Text("suppressHardBounces"));
        await sent.HandOverAsync();
        sent.LetTimePass();
        await PostAsync(sent, "Bounced", null, "1");
        Assert.Empty(await ListAsync(sent.App));
    }

    [Theory]
    [InlineData("""{"consents":{"email":"opted_in"},"source":"web form","proof":"form 7"}""", true)]
    [InlineData("""{"consents":{"email":"opted_in"}}""", false)]
    public async Task A_yes_with_proof_lifts_a_one_click_unsubscription_and_one_without_says_who_can(string yes, bool lifts)
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();
        sent.LetTimePass();
        await sent.App.Sender.PatchJsonAsync($"{Workspace}/contacts/{sent.People[0].Id}", new { email = Mailbox });
        await sent.App.Get<IConsentStore>().OptOutAsync(sent.Workspace.Id, sent.People[0].Id, [ActiveReach.Channels.Channel.Email], new ConsentEvidence("link", SentCampaign.Start));
        Assert.Equal(0, await ReachableAsync(sent.App, "p0"));

        var put = await sent.App.Sender.SendAsync(HttpMethod.Put, $"{Workspace}/contacts/{sent.People[0].Id}/consents", yes);
        Assert.Equal(lifts ? 1 : 0, await ReachableAsync(sent.App, "p0"));
        var messages = string.Join(' ', put.Json.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("message").GetString()));
        Assert.Equal(!lifts, messages.Contains("proof", StringComparison.Ordinal) && messages.Contains("admin", StringComparison.Ordinal));
        Assert.Equal(lifts, messages.Length == 0);
    }

    private static async Task<SentCampaign> BouncedAsync(string status, string? words)
    {
        var sent = await SentCampaign.StartAsync(1);
        await sent.App.Sender.PatchJsonAsync($"{Workspace}/contacts/{sent.People[0].Id}", new { email = Mailbox });
        await sent.HandOverAsync();
        sent.LetTimePass();
        await PostAsync(sent, status, words, "1");
        return sent;
    }

    private static async Task PostAsync(SentCampaign sent, string status, string? words, string id)
    {
        await sent.PostEventsAsync(new JsonObject
        {
            ["id"] = $"mail-{id}",
            ["eventType"] = "Microsoft.Communication.EmailDeliveryReportReceived",
            ["eventTime"] = SentCampaign.Start.AddSeconds(5),
            ["data"] = new JsonObject
            {
                ["sender"] = "hello@demo.example",
                ["recipient"] = Mailbox,
                ["messageId"] = "m-0",
                ["status"] = status,
                ["deliveryStatusDetails"] = new JsonObject { ["statusMessage"] = words },
                ["tag"] = sent.AddressOf(0).ToString(),
            },
        });
        await sent.SettleAsync();
    }

    private static async Task<IEnumerable<string>> ListAsync(RunningApp app) => (await app.Viewer.GetJsonAsync(Suppressions)).Json.GetProperty("items").EnumerateArray()
        .Select(item => $"{item.GetProperty("channel").GetString()} {item.GetProperty("reason").GetString()} {item.GetProperty("hash").GetString()}").ToList();

    private static async Task<int> ReachableAsync(RunningApp app, string contact) =>
        (await app.Viewer.PostJsonAsync($"{Workspace}/audience/preview", new { contacts = new[] { contact }, channels = new[] { "email" } })).Json.GetProperty("reachable").GetProperty("email").GetInt32();
}
