using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActiveReach.Entries;
using ActiveReach.Ids;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Entries;
using ActiveReach.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Crash;

/// <summary>R2 for campaigns that stand: whoever was called for, or entered by an event, is sent to once or has a reason, once, wherever the power is cut. Systems outside do again what was not answered.</summary>
public sealed class StandingSweepTests : IDisposable
{
    private const int People = 8;

    /// <summary>What the carrier's dice say is no matter here.</summary>
    private static readonly (string, string)[] Sure = [("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0"), ("Sandbox:ClickRate", "0")];

    private readonly string prepared = Directory.CreateTempSubdirectory("activereach-sweep-").FullName;
    private readonly SortedDictionary<string, string> people = new(StringComparer.Ordinal);

    [Fact]
    public async Task A_power_cut_at_any_write_sends_no_call_twice_and_loses_none()
    {
        var definition = Entries.Standing.Api();
        definition["schedule"] = new { kind = "standing", until = "2026-11-24" };
        var campaign = await PrepareAsync(definition);
        var end = await SweepAsync(
            campaign,
            [
                new(0, story => story.Sender.PostAsync($"campaigns/{campaign}/launch")),
                new(0, story => story.Api.UntilStatusAsync(campaign, "active")),
                .. new[] { 1, 2, 3 }.Select(number => new Step(0, story => CallAsync(story, campaign, $"single-{number}", number))),
                new(0, story => CallAsync(story, campaign, "batch", [.. Enumerable.Range(0, People + 1)])),
                new(10, story => story.Sender.PostAsync($"campaigns/{campaign}/pause")),
                new(15, story => CallAsync(story, campaign, "held", 4)),
                new(20, story => story.Sender.PostAsync($"campaigns/{campaign}/resume")),
                new(24 * 60, story => CallAsync(story, campaign, "next-day", 1, 5, 6)),
                new(24 * 60, story => CallAsync(story, campaign, "single-1", 1)),
            ]);

        Assert.Equal((15, 15, 1), (end["witness"]!.AsArray().Count, (int)end["delivered"]!, (int)end["skipped"]!["opted_out"]!));
        Assert.Equal(16, end["entries"]!.AsArray().Count(entry => ((string)entry!).Contains(" Taken ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_power_cut_at_any_write_reminds_nobody_twice_and_leaves_nobody_without_a_reason()
    {
        var definition = Entries.Standing.Cart();
        definition["schedule"] = new { kind = "standing", until = "2026-11-24" };
        var campaign = await PrepareAsync(definition);
        var end = await SweepAsync(
            campaign,
            [
                new(0, story => story.Sender.PostAsync($"campaigns/{campaign}/launch")),
                new(0, story => story.Api.UntilStatusAsync(campaign, "active")),
                .. Enumerable.Range(0, 6).Select(number => new Step(0, story => HappensAsync(story, "cart_abandoned", number, 0))),
                new(30, story => HappensAsync(story, "order_placed", 1, 30)),
                new(30, story => HappensAsync(story, "cart_abandoned", 6, 30)),
                new(40, story => EraseAsync(story, people["c2"])),
                new(70, story => HappensAsync(story, "order_placed", 3, 69)),
                new(70, story => HappensAsync(story, "cart_abandoned", 3, 70)),
                new(100, story => story.Sender.PostAsync($"campaigns/{campaign}/pause")),
                new(110, story => HappensAsync(story, "cart_abandoned", 7, 50)),
                new(120, story => HappensAsync(story, "order_placed", 3, 120)),
                new(140, story => story.Sender.PostAsync($"campaigns/{campaign}/resume")),
                new((24 + 14) * 60 + 45, story => HappensAsync(story, "cart_abandoned", 8, (24 + 14) * 60 + 45)),
            ]);

        // Of ten that entered: two ordered in time, one was erased, one had opted out, and the day of one was over first.
        Assert.Equal((5, 1, 1), (end["witness"]!.AsArray().Count, (int)end["skipped"]!["contact_gone"]!, (int)end["skipped"]!["opted_out"]!));
        string[] reasons = [.. end["entries"]!.AsArray().Select(entry => ((string)entry!).Split(' ')[^1]).Where(reason => reason.Length > 0).Order(StringComparer.Ordinal)];
        Assert.Equal([EntryReason.Ended, "order_placed", "order_placed"], reasons);
    }

    public void Dispose() => Directory.Delete(prepared, recursive: true);

    private async Task<JsonNode> SweepAsync(string campaign, IReadOnlyList<Step> steps) =>
        JsonNode.Parse(await new Sweep(prepared, () => new Outside(campaign, steps).ActAsync, story => EndAsync(story, campaign), Sure).RunAsync(Sweep.Points / 2))!;

    /// <summary><c>c1</c> and so on, and <c>c0</c> who has opted out.</summary>
    private async Task<string> PrepareAsync(object definition)
    {
        var story = await StoryHost.StartAsync(prepared);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(People));
        await story.Api.ImportAsync("external_id,first_name,phone,consent.sms\nc0,Zoe,+919811111111,opted_out\n");
        foreach (var contact in (await story.Api.GetAsync("contacts?limit=50"))["items"]!.AsArray())
            people[(string)contact!["externalId"]!] = (string)contact["id"]!;
        var campaign = await story.Sender.DraftAsync(definition);
        await story.StopAsync();
        return campaign;
    }

    private static async Task CallAsync(StoryHost story, string campaign, string key, params int[] contacts)
    {
        object body = contacts is [var only] ? new { contact = Named(only), data = new { order = key } } : new { contacts = contacts.Select(each => new { contact = Named(each), data = new { order = key } }) };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/workspaces/demo/campaigns/{campaign}/fire") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await story.Sender.RawAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new ApiException(await answer.Content.ReadAsStringAsync(), (int)answer.StatusCode);
    }

    private static Task<JsonNode> HappensAsync(StoryHost story, string type, int contact, int minute) =>
        story.HappensAsync(type, $"c{contact}", $"{type}-{contact}-{minute}", type == "order_placed" ? new { total = 5 } : null, StoryHost.Monday.AddMinutes(minute));

    private static async Task EraseAsync(StoryHost story, string contact)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"api/workspaces/demo/contacts/{contact}");
        using var answer = await story.Api.RawAsync(request);
        Assert.True(answer.IsSuccessStatusCode || (int)answer.StatusCode is 404, await answer.Content.ReadAsStringAsync());
    }

    private static object Named(int contact) => new { externalId = $"c{contact}" };

    private async Task<string> EndAsync(StoryHost story, string campaign)
    {
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((long)figures["recipients"]!, figures.Outcomes());
        var entries = story.Services.GetRequiredService<IEntries>();
        var kept = new JsonArray();
        foreach (var (name, id) in people)
        {
            foreach (var entry in await entries.OfAsync(new CampaignId(campaign), ContactId.TryParse(id, out var contact) ? contact : throw new FormatException(id)))
                kept.Add($"{name} {entry.Key.Occasion} {entry.State} {entry.Run?.Value} {entry.Reason}");
        }

        var counts = new[] { "recipients", "sent", "delivered", "failed", "pending", "uncertain", "skipped" };
        return new JsonObject(counts.Select(name => KeyValuePair.Create(name, figures[name]?.DeepClone())))
        {
            ["entries"] = kept,
            ["witness"] = new JsonArray([.. Witness.Of(story.Outbox, campaign).Select(line => $"{line["run"]} {((string)line["body"]!).Split('.')[0]}").Order(StringComparer.Ordinal).Select(line => JsonValue.Create(line))]),
        }.ToJsonString();
    }

    /// <param name="Minute">Of the story, at the earliest.</param>
    private sealed record Step(int Minute, Func<StoryHost, Task> Do);

    /// <summary>Does the steps in their order, and goes on behind the last that was answered.</summary>
    private sealed class Outside(string campaign, IReadOnlyList<Step> steps)
    {
        private static readonly TimeSpan Moment = TimeSpan.FromSeconds(40);

        private int answered;

        public async Task ActAsync(StoryHost story)
        {
            story.HoldTime();
            for (var next = answered; next < steps.Count; answered = ++next)
            {
                if (StoryHost.Monday.AddMinutes(steps[next].Minute) - story.Clock.GetUtcNow() is { Ticks: > 0 } time)
                    await story.PassAsync(time);
                while (!await IsDoneAsync(story, steps[next]))
                    await story.PassAsync(Moment);
            }

            story.LetTimePass();
            await story.Api.UntilStatusAsync(campaign, "complete");
        }

        /// <summary>Whether there is an answer; a request that was cut off may still be taken for running.</summary>
        private static async Task<bool> IsDoneAsync(StoryHost story, Step step)
        {
            try
            {
                await step.Do(story);
                return true;
            }
            catch (ApiException refused) when (refused.Status is 409)
            {
                // Else it had been done before the cut: the campaign is no draft any more, or paused already.
                return !refused.Message.Contains("still-running", StringComparison.Ordinal);
            }
        }
    }
}
