using System.Net;
using System.Text.Json;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Approvals;

/// <summary>What the approver sees is what is decided: on the page, and as JSON.</summary>
public sealed class ApprovalBriefTests
{
    private const string Contacts = "/api/workspaces/demo/contacts";

    [Fact]
    public async Task The_answer_tells_all_that_is_decided()
    {
        await using var app = await RunningApp.StartAsync();
        var (id, _) = await AskAsync(app);

        var asked = (await app.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{id}/approvals")).Json.GetProperty("request");

        Assert.Equal("20 18 20", $"{asked.At("audience.total")} {asked.At("channels.0.reachable")} {asked.At("channels.1.reachable")}");
        Assert.Equal("sms all False", $"{asked.At("channels.0.channel")} {asked.At("delivery")} {asked.At("quietHours")}");
        Assert.Equal("""["+18005550100"]""", asked.At("channels.0.senders"));
        Assert.Equal("16 16 1 18", $"{asked.At("channels.0.messages")} {asked.At("channels.0.segments")} {asked.At("channels.0.segmentsEach")} {asked.At("channels.1.messages")}");
        Assert.Equal("0.25 click PT4H hold 0.1 5 2", string.Join(' ', new[] { "sample", "metric", "duration", "onInconclusive", "holdout", "testContacts", "heldOutContacts" }.Select(name => asked.At($"experiment.{name}"))));
        Assert.Equal("at 2035-11-01T10:00 Asia/Kolkata 2035-11-01T04:30:00+00:00", string.Join(' ', new[] { "kind", "at", "timezone", "startsAt" }.Select(name => asked.At($"schedule.{name}"))));
        Assert.Equal(4, asked.GetProperty("samples").GetArrayLength());
        Assert.StartsWith("A sms Asha3 Hi Asha3, it's here: http", $"{asked.At("samples.0.variant")} {asked.At("samples.0.channel")} {asked.At("samples.0.contactName")} {asked.At("samples.0.text")}", StringComparison.Ordinal);
        Assert.Equal("Diwali for Asha1", asked.At("samples.1.subject"));
        Assert.Equal(JsonValueKind.Array, asked.GetProperty("warnings").ValueKind);
    }

    [Fact]
    public async Task The_page_tells_the_same()
    {
        await using var app = await RunningApp.StartAsync();
        var (_, link) = await AskAsync(app);

        var page = WebUtility.HtmlDecode((await app.Nobody.GetJsonAsync(link)).Body);

        string[] told =
        [
            "<b>20</b>", "SMS (18 reachable) and e-mail (20 reachable)", "SMS: +18005550100", "Quiet hours are off", "2035-11-01 10:00 in Asia/Kolkata (Thu 1 Nov 2035, 04:30 UTC)",
            "25 % (about 5) get one of 2 variants; after 4 hours the one with the most clicks", "where that is not clear, a person decides", "10 % (about 2) get nothing",
            "at most 16 SMS segments", "As Asha3 gets it", "Hi Asha3, it's here", "Diwali for Asha1", "<p>Dear Asha1</p>",
        ];
        Assert.All(told, text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_reachable_is_told_to_the_approver()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Admin.PostJsonAsync(Contacts, new { externalId = "c1", email = "c1@people.example" });
        var id = await app.Viewer.DraftAsync();
        await app.Viewer.MoveAsync(id, "submit");

        var answer = await app.Sender.GetJsonAsync($"{CampaignSteps.Route}/{id}/approvals");

        Assert.StartsWith("1 person matches and can't be reached: 1 has no phone.", answer.Json.GetProperty("request").At("audience.nextAction"), StringComparison.Ordinal);
        var page = await app.Nobody.GetJsonAsync(new Uri(answer.Json.GetProperty("items")[0].GetProperty("url").GetString()!).AbsolutePath);
        Assert.Contains("Nobody can be reached.", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_shown_as_waiting_once_it_is_decided()
    {
        await using var app = await RunningApp.StartAsync();
        var (id, _) = await AskAsync(app);
        await app.Sender.MoveAsync(id, "approve");

        Assert.False((await app.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{id}/approvals")).Json.TryGetProperty("request", out _));
    }

    private static async Task<(string Id, string Link)> AskAsync(RunningApp app)
    {
        for (var number = 1; number <= 20; number++)
            await app.Admin.PostJsonAsync(Contacts, new { externalId = $"c{number}", firstName = $"Asha{number}", phone = number <= 2 ? null : $"+9198000000{number:00}", email = $"c{number}@people.example" });
        var id = await app.Admin.DraftAsync(new
        {
            name = "Diwali launch",
            audience = new { },
            channels = new[] { new { channel = "sms" }, new { channel = "email" } },
            delivery = "all",
            variants = new[] { Variant("A"), Variant("B") },
            experiment = new { sample = 0.25, metric = "click", duration = "PT4H", holdout = 0.1, onInconclusive = "hold" },
            schedule = new { kind = "at", at = "2035-11-01T10:00", timezone = "Asia/Kolkata" },
            approval = new { required = true, approvers = new[] { "lead@example.com" } },
            quietHours = false,
        });
        var submitted = await app.Viewer.MoveAsync(id, "submit");
        Assert.True(submitted.Status is HttpStatusCode.OK, submitted.Body);
        var approvals = await app.Sender.GetJsonAsync($"{CampaignSteps.Route}/{id}/approvals");
        return (id, new Uri(approvals.Json.GetProperty("items")[0].GetProperty("url").GetString()!).AbsolutePath);
    }

    private static object Variant(string id) => new
    {
        id,
        content = new
        {
            sms = new { text = "Hi {{first_name}}, it's here: {{link 'https://shop.example/new'}}" },
            email = new { subject = "Diwali for {{first_name}}", html = "<p>Dear {{first_name}}</p>" },
        },
    };
}

internal static class JsonPaths
{
    /// <summary>A value deep inside, as text.</summary>
    public static string At(this JsonElement element, string path) =>
        path.Split('.').Aggregate(element, (at, name) => int.TryParse(name, out var index) ? at[index] : at.GetProperty(name)).ToString();
}
