using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Crash;

namespace ActiveReach.Stories.Cast;

/// <summary>R2 on the channels of an app: the power is cut at the n-th durable write while push, in-app, RCS and text messages go out, and the end is the same, each message
/// once in its inbox. A dead device may need another message to be found.</summary>
public sealed class CastSweepTests : IDisposable
{
    private readonly string prepared = Directory.CreateTempSubdirectory("activereach-cast-").FullName;

    [Fact]
    public async Task A_power_cut_at_any_write_leaves_each_message_once()
    {
        var (campaign, people) = await PrepareAsync();
        (string, string)[] settings = [("Sandbox:DeadDevices", "dead"), ("Sandbox:ReplyRate", "0"), ("Sandbox:DeliveredRate", "1")];
        var end = await new Sweep(prepared, () => story => DriveAsync(story, campaign), story => EndAsync(story, campaign, people), settings).RunAsync(Sweep.Points / 2);
        Assert.Contains("\"inboxes\":[0,1,0,0,1]", end, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(prepared, recursive: true);

    private async Task<(string Campaign, IReadOnlyList<string> People)> PrepareAsync()
    {
        var story = await StoryHost.StartAsync(prepared);
        string[] people =
        [
            await story.PersonAsync("textonly", "sms"), await story.PersonAsync("apponly", "in_app"), await story.PersonAsync("pushed", "push", "in_app"),
            await story.PersonAsync("rich", "rcs"), await story.PersonAsync("appgone", "push", "in_app"),
        ];
        await story.HasDeviceAsync(people[2], "alive");
        await story.HasDeviceAsync(people[4], "dead");
        var campaign = await story.Api.DraftAsync(Stage.Campaign("push", "in_app", "rcs", "sms"));
        await story.StopAsync();
        return (campaign, people);
    }

    private static async Task DriveAsync(StoryHost story, string campaign)
    {
        story.HoldTime();
        if ((string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]! is "draft")
            await story.Api.PostAsync($"campaigns/{campaign}/launch");
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
    }

    private static async Task<string> EndAsync(StoryHost story, string campaign, IReadOnlyList<string> people)
    {
        // A token of the inbox is short-lived where days go by in a moment.
        story.HoldTime();
        var inboxes = new JsonArray();
        foreach (var person in people)
            inboxes.Add((await (await story.AppOfAsync(person)).MessagesAsync()).Count);

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        return new JsonObject(new[] { "recipients", "sent", "failed", "uncertain" }.Select(name => KeyValuePair.Create(name, figures[name]?.DeepClone())))
        {
            ["skipped"] = figures["skipped"]!.DeepClone(),
            ["inboxes"] = inboxes,
            ["witness"] = string.Join(", ", Witness.Of(story.Outbox, campaign).Select(line => $"{line["contact"]} {line["channel"]}").Order(StringComparer.Ordinal)),
        }.ToJsonString();
    }
}
