using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Crash;

/// <summary>R2: the power is cut at the n-th durable write of a small campaign that goes out once or twice (one approves, the other is reminded, and does, test, wait for the morning, winner, send, replies, close), the
/// app starts again, and the end is the same as without a cut.</summary>
public sealed class CrashSweepTests : IDisposable
{
    private const int Contacts = 60;

    /// <summary>It is seven in the morning there when the campaign starts: they wait for an hour.</summary>
    private const string FarWest = """
        external_id,first_name,phone,timezone,consent.sms
        w1,Ann,+447700900101,Atlantic/South_Georgia,opted_in
        w2,Bob,+447700900102,Atlantic/South_Georgia,opted_in
        w3,Cid,+447700900103,Atlantic/South_Georgia,opted_in
        w4,Dee,+447700900104,Atlantic/South_Georgia,opted_in
        w5,Eve,+447700900105,Atlantic/South_Georgia,opted_in
        """;

    private readonly string prepared = Directory.CreateTempSubdirectory("activereach-sweep-").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_power_cut_at_any_write_changes_nothing_about_the_end(bool recurring)
    {
        var campaign = await PrepareAsync(recurring);
        await new Sweep(prepared, () => story => DriveAsync(story, campaign), story => EndAsync(story, campaign)).RunAsync(recurring ? Sweep.Points / 2 : Sweep.Points);
    }

    public void Dispose() => Directory.Delete(prepared, recursive: true);

    /// <summary>Contacts and a draft, so that every play has the same ids and with them the same carrier's dice.</summary>
    private async Task<string> PrepareAsync(bool recurring)
    {
        var story = await StoryHost.StartAsync(prepared);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        await story.Api.ImportAsync(FarWest);
        await story.Api.PostAsync("members", new { email = "mira@example.com", role = "sender" });
        var campaign = await story.Viewer.DraftAsync(recurring ? Twice() : Definition());
        await story.StopAsync();
        return campaign;
    }

    /// <summary>What the people do, from wherever the campaign stands.</summary>
    private static async Task DriveAsync(StoryHost story, string campaign)
    {
        story.HoldTime();
        if (await StatusAsync(story, campaign) is "draft")
            await story.Viewer.PostAsync($"campaigns/{campaign}/submit");
        if (await WaitForAsync(story, campaign) == 2)
            await story.ApproveByLinkAsync(campaign);
        if (await WaitForAsync(story, campaign) == 1)
        {
            await story.UntilRemindedAsync(campaign);
            await story.ApproveByLinkAsync(campaign);
        }

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
    }

    /// <summary>How many have not decided yet.</summary>
    private static async Task<int> WaitForAsync(StoryHost story, string campaign) =>
        (await story.Api.GetAsync($"campaigns/{campaign}/approvals"))["items"]!.AsArray().Count(item => (string)item!["state"]! is "waiting");

    private static async Task<string> StatusAsync(StoryHost story, string campaign) => (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!;

    /// <summary>Everything that must not depend on the cut.</summary>
    private static async Task<string> EndAsync(StoryHost story, string campaign)
    {
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        var sent = Witness.Of(story.Outbox, campaign).Select(line => $"{line["run"]} {line["contact"]} {line["channel"]} {line["variant"]}").Order(StringComparer.Ordinal);
        var counts = new[] { "recipients", "sent", "delivered", "bounced", "failed", "pending", "uncertain", "opened", "clicked", "replied", "optedOut" };
        return new JsonObject(counts.Select(name => KeyValuePair.Create(name, figures[name]?.DeepClone())))
        {
            ["skipped"] = figures["skipped"]!.DeepClone(),
            ["winner"] = figures["experiment"]!["winner"]?.DeepClone(),
            ["witness"] = string.Join(", ", sent),
            ["mails"] = string.Join(", ", Approving.MailsAbout(story, campaign).Order(StringComparer.Ordinal)),
        }.ToJsonString();
    }

    private static Dictionary<string, object> Definition()
    {
        var definition = Some.Campaign();
        definition["channels"] = new[] { new { channel = "sms" }, new { channel = "email" } };
        definition["variants"] = new[] { Variant("A"), Variant("B") };
        definition["experiment"] = new { sample = 0.4, metric = "click", duration = "PT4H", holdout = 0.1, onInconclusive = "send_best" };
        definition["approval"] = new { required = true, approvers = new[] { "lead@example.com", "mira@example.com" }, decisions = "all", timeout = "PT1H", reminders = new[] { 0.01 } };
        definition["replyWindow"] = "PT6H";
        definition["quietHours"] = true;
        return definition;
    }

    /// <summary>On that day and the next.</summary>
    private static Dictionary<string, object> Twice() => new(Definition())
    {
        ["type"] = "recurring",
        ["schedule"] = new { timezone = "UTC", recurrence = new { every = "day", at = "14:00", count = 2 } },
    };

    private static object Variant(string id) => new
    {
        id,
        content = new
        {
            sms = new { text = $"Hi {{{{first_name}}}}: {{{{link 'https://shop.example/{id}'}}}}" },
            email = new { subject = "It's here", html = "<p>Hi {{first_name}}</p>", text = "Hi {{first_name}}" },
        },
    };
}
