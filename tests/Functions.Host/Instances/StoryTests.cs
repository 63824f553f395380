using System.Text.Json.Nodes;
using Functions.Host.Instances.Apps;
using Functions.Host.MainRoad;

namespace Functions.Host.Instances;

/// <summary>The whole story of a campaign on two instances.</summary>
[Collection(nameof(CloudApp))]
public sealed class StoryTests(CloudApp app)
{
    private const string Lead = "lead@shop.example";
    private const string Drafter = "viewer@shop.example";

    private readonly Crowd crowd = new("story", 2, 120);

    [AzuriteFact]
    public async Task A_viewers_campaign_goes_by_the_link_over_test_slice_and_winner_to_figures_that_the_carriers_bear_out()
    {
        await app.TwoAsync();
        await app.Admin.ImportAsync(crowd.Csv);
        await app.Admin.PostAsync("members", new { email = Lead, name = "Lead", role = "sender" });
        await app.Admin.PostAsync("members", new { email = Drafter, name = "Viewer", role = "viewer" });
        using var lead = app.Somebody(Lead);
        using var viewer = app.Somebody(Drafter);

        // A viewer's message keeps quiet hours, and this test goes at any hour.
        var campaign = await viewer.DraftAsync(Definition());
        await app.Admin.PatchAsync($"campaigns/{campaign}", new { quietHours = false });
        using var oneOfTheTest = HeldBatches.One(app, campaign);
        using var rest = HeldBatches.OfTheRest(app, campaign);
        await viewer.PostAsync($"campaigns/{campaign}/submit");
        await lead.LookAtLinkAsync(campaign);
        await lead.LookAtLinkAsync(campaign);
        Assert.Equal("needs_approval", (string)(await viewer.GetAsync($"campaigns/{campaign}"))["status"]!);
        await lead.ApproveByLinkAsync(campaign);
        await app.UntilTakenAsync(campaign, 1);

        // The time of the test begins with the last of it, which goes when the clicks on the others are counted.
        var inTheTest = (int)(await GroupsAsync(campaign, "stage"))["test_slice"]!["recipients"]!;
        await app.UntilTakenAsync(campaign, inTheTest / 2);
        await app.UntilAllIsToldAsync();
        oneOfTheTest.LetGo();

        // Some get the test: one of them answers, another asks to stop, and so does somebody whose turn has not come.
        await app.UntilTakenAsync(campaign, inTheTest);
        var tested = app.Taken(campaign).Select(message => (string)message["to"]!).ToList();
        await app.TextAsync(tested[0], "Yes please!");
        await app.TextAsync(tested[1], "STOP");
        var untested = crowd.Phones.Except(tested).First();
        await app.TextAsync(untested, "STOP");
        await app.UntilHeardAsync(campaign);
        await UntilOptedOutAsync(untested);
        rest.LetGo();
        await app.Admin.UntilStatusAsync(campaign, "complete");

        var figures = await app.AgreesAsync(campaign, crowd.Count);
        Assert.Equal("B", (string)figures["experiment"]!["winner"]!);
        Assert.Equal((1, 1, crowd.Count - 1), ((int)figures["replied"]!, (int)figures["optedOut"]!, (int)figures["sent"]!));
        var variants = await GroupsAsync(campaign, "variant");
        foreach (var (variant, messages) in app.Taken(campaign).CountBy(message => (string)message["variant"]!))
            Assert.Equal(messages, (int)variants[variant]!["sent"]!);
        Assert.All(app.Taken(campaign).Where(message => !tested.Contains((string)message["to"]!)), message => Assert.Equal("B", (string)message["variant"]!));
    }

    private async Task<Dictionary<string, JsonNode>> GroupsAsync(string campaign, string by) =>
        (await app.Admin.GetAsync($"campaigns/{campaign}/analytics?by={by}"))["breakdowns"]![by]!.AsArray().ToDictionary(group => (string)group!["group"]!, group => group!);

    private async Task UntilOptedOutAsync(string phone)
    {
        var contact = (await app.Admin.GetAsync($"contacts?q={Uri.EscapeDataString(phone)}"))["items"]!.AsArray().Single()!["id"];
        await app.Admin.UntilAsync($"contacts/{contact}/consents", answer => answer["items"]!.AsArray().Any(item => ((string)item!["channel"]!, (string)item["state"]!) == ("sms", "opted_out")));
    }

    private Dictionary<string, object> Definition()
    {
        var definition = crowd.Campaign("Diwali launch");
        definition.Remove("quietHours");
        definition["variants"] = new[] { Some.Variant("A"), Some.Variant("B") };
        definition["experiment"] = new { sample = 0.4, metric = "click", duration = "PT8S", onInconclusive = "send_best" };
        definition["approval"] = new { required = true, approvers = new[] { Lead } };
        definition["replyWindow"] = "PT4S";
        return definition;
    }
}
