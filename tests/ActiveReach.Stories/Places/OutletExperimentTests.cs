using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Crash;

namespace ActiveReach.Stories.Places;

/// <summary>A brand whose outlets have customers of different tastes: North buys of A; South, and those without an outlet, of B; East hardly buys.</summary>
public sealed class OutletExperimentTests
{
    private const int PeopleEach = 150;

    private static readonly string[] Groups = ["North", "South", "East", ""];

    private static readonly (string, string)[] Carrier = [("Sandbox:ClickRate", "0"), ("Sandbox:ReplyRate", "0"), ("Sandbox:DeliveredRate", "1")];

    [Fact]
    public async Task Each_outlet_gets_what_its_own_people_bought_of_through_crashes_in_the_middle()
    {
        var story = await StoryHost.StartAsync(settings: Carrier);
        var directory = story.Directory;
        var names = await OpenAsync(story);
        var campaign = await story.Sender.LaunchAsync(Definition("send_best"));
        var tested = await TestedAsync(story, campaign, names);
        var testing = await story.Viewer.GetAsync($"campaigns/{campaign}/experiment");
        Assert.Equal(("testing", "outlet", 0), ((string)testing["experiment"]!["decision"]!, (string)testing["experiment"]!["scope"]!, (int)testing["outlets"]!["total"]!));

        // The power is cut again and again, while the test waits, the winners are written and the rest is sent.
        var now = story.Clock.GetUtcNow();
        await story.CrashAsync();
        foreach (var write in new[] { 9, 14, 19, 24, 29 })
        {
            var cut = new PowerCut(write, afterTheWrite: write % 2 == 0);
            if (await StoryHost.TryStartAsync(directory, now, cut) is not { } dying)
                continue;
            dying.LetTimePass();
            await Task.WhenAny(cut.Dark, dying.Api.UntilStatusAsync(campaign, "complete")).WaitAsync(Eventually.Bound);
            now = dying.Clock.GetUtcNow();
            await dying.CrashAsync();
        }

        await using var again = await StoryHost.StartAsync(directory, now, settings: Carrier);
        again.LetTimePass();
        await again.Api.UntilStatusAsync(campaign, "complete");

        var sent = Witness.Of(again.Outbox, campaign);
        Assert.Equal(Groups.Length * PeopleEach, sent.Select(line => (string)line["contact"]!).Distinct().Count());
        Assert.Equal(Groups.Length * PeopleEach, sent.Count);
        Assert.All(sent.Skip(tested.Count), line => Assert.Equal(GroupOf(line, names) == "North" ? "A" : "B", (string)line["variant"]!));

        var shown = await again.Viewer.GetAsync($"campaigns/{campaign}/experiment");
        Assert.Equal(("by_outlet", null), ((string)shown["experiment"]!["decision"]!, (string?)shown["experiment"]!["winner"]));
        Assert.Contains("3 of 4 outlets have a clear winner", (string)shown["experiment"]!["reason"]!, StringComparison.Ordinal);
        Assert.Equal(
            [("East", "B", "send_best"), ("No outlet", "B", "clear"), ("North", "A", "clear"), ("South", "B", "clear")],
            shown["outlets"]!["items"]!.AsArray().Select(item => ((string)item!["name"]!, (string)item["winner"]!, (string)item["decision"]!)).Order());
        var east = Assert.Single((await again.Viewer.GetAsync($"campaigns/{campaign}/experiment?location=east"))["outlets"]!["items"]!.AsArray())!;
        Assert.Contains("best of all outlets together", (string)east["reason"]!, StringComparison.Ordinal);
        Assert.Equal("No outlet", (string)(await again.Viewer.GetAsync($"campaigns/{campaign}/experiment?location=none"))["outlets"]!["items"]![0]!["name"]!);
        Assert.Equal("A", (string)(await again.Viewer.GetAsync($"campaigns/{campaign}/analytics?location=North"))["experiment"]!["winner"]!);
    }

    [Fact]
    public async Task Outlets_without_a_clear_winner_wait_for_a_person_one_by_one_or_all_at_once()
    {
        await using var story = await StoryHost.StartAsync(settings: Carrier);
        var names = await OpenAsync(story);
        var campaign = await story.Sender.LaunchAsync(Definition("hold"));
        var tested = await TestedAsync(story, campaign, names, ofSouth: 0, ofNobody: 0);
        await story.PassAsync(TimeSpan.FromHours(5));
        await story.Api.UntilAsync($"campaigns/{campaign}", answer => ((string?)answer["statusReason"])?.Contains("In 3 the result is not clear", StringComparison.Ordinal) == true);
        var path = $"campaigns/{campaign}/experiment/decide";

        var unknown = await Assert.ThrowsAsync<ApiException>(() => story.Sender.PostAsync(path, new { variant = "A", location = "West" }));
        var clear = await Assert.ThrowsAsync<ApiException>(() => story.Sender.PostAsync(path, new { variant = "B", location = "North" }));
        Assert.Equal((400, 409), (unknown.Status, clear.Status));
        await story.Sender.PostAsync(path, new { variant = "B", location = "South" });
        await story.Sender.PostAsync(path, new { variant = "A", location = "none" });
        var half = await story.Viewer.GetAsync($"campaigns/{campaign}");
        Assert.Contains("In 1 the result is not clear", (string)half["statusReason"]!, StringComparison.Ordinal);
        Assert.Equal(tested.Count, Witness.Of(story.Outbox, campaign).Count);

        await story.Sender.PostAsync(path, new { variant = "B" });
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var late = await Assert.ThrowsAsync<ApiException>(() => story.Sender.PostAsync(path, new { variant = "A" }));
        Assert.Equal(409, late.Status);
        Assert.All(Witness.Of(story.Outbox, campaign).Skip(tested.Count), line => Assert.Equal(GroupOf(line, names) is "North" or "" ? "A" : "B", (string)line["variant"]!));
        Assert.Contains("In 3 a person has decided", (string)(await story.Viewer.GetAsync($"campaigns/{campaign}/analytics"))["experiment"]!["reason"]!, StringComparison.Ordinal);
    }

    /// <summary>Sends the test, and has those buy who like what they got.</summary>
    private static async Task<IReadOnlyList<JsonNode>> TestedAsync(StoryHost story, string campaign, Dictionary<string, string> names, int ofSouth = 30, int ofNobody = 30)
    {
        await story.Api.UntilAsync($"campaigns/{campaign}", answer => ((string?)answer["statusReason"])?.Contains("the winner is chosen at", StringComparison.Ordinal) == true);
        var tested = Witness.Of(story.Outbox, campaign);
        var buyers = new[] { ("North", "A", 30), ("North", "B", 4), ("South", "B", ofSouth), ("South", "A", 4), ("", "B", ofNobody), ("", "A", 4), ("East", "A", 2) };
        await story.Sender.PostAsync("events", buyers.SelectMany(each => tested
            .Where(line => GroupOf(line, names) == each.Item1 && (string)line["variant"]! == each.Item2).Take(each.Item3).Select(line => (string)line["contact"]!))
            .Select(contact => (object)new
            {
                id = $"order-{contact}",
                type = "order_placed",
                contact = new { id = contact },
                time = story.Clock.GetUtcNow().AddSeconds(1),
                data = new { orderId = contact, total = 10, currency = "USD" },
            }).ToArray());
        return tested;
    }

    /// <returns>Names of outlets by id.</returns>
    private static async Task<Dictionary<string, string>> OpenAsync(StoryHost story)
    {
        var (names, csv) = (new Dictionary<string, string>(StringComparer.Ordinal), new StringBuilder("external_id,first_name,phone,outlet,consent.sms\n"));
        for (var group = 0; group < Groups.Length; group++)
        {
            if (Groups[group].Length > 0)
                names[(string)(await story.Api.PostAsync("outlets", new { name = Groups[group] }))["id"]!] = Groups[group];
            for (var person = 0; person < PeopleEach; person++)
                csv.Append(CultureInfo.InvariantCulture, $"p{group}-{person},Asha,+9198{(group * 1_000) + person:00000000},{Groups[group]},opted_in\n");
        }

        await story.Api.ImportAsync(csv.ToString());
        return names;
    }

    private static Dictionary<string, object> Definition(string onInconclusive)
    {
        var definition = Some.Campaign();
        definition["variants"] = new[] { "A", "B" }.Select(id => new { id, content = new { sms = new { text = $"{id} is here" } } });
        definition["experiment"] = new { sample = 0.6, metric = "conversion", duration = "PT4H", onInconclusive, scope = "outlet" };
        definition["conversion"] = new { @event = "order_placed", window = "P7D" };
        return definition;
    }

    private static string GroupOf(JsonNode line, Dictionary<string, string> names) => (string?)line["outlet"] is { } outlet ? names[outlet] : "";
}
