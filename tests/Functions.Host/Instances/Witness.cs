using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Functions.Host.Instances.Apps;

namespace Functions.Host.Instances;

/// <summary>What the carriers saw, held against the figures.</summary>
internal static class Witness
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Everybody is counted, in one place each; whoever counts as sent to was handed over once, and nobody else was.</summary>
    /// <returns>The final figures.</returns>
    public static async Task<JsonNode> AgreesAsync(this CloudApp app, string campaign, int people)
    {
        var figures = await app.Admin.FinalFiguresAsync(campaign);
        Assert.Equal(people, (int)figures["recipients"]!);
        Assert.Equal(people, new[] { "delivered", "bounced", "failed", "pending" }.Sum(name => (int)figures[name]!) + figures["skipped"]!.AsObject().Sum(one => (int)one.Value!));
        Assert.Equal(0, (int)figures["pending"]!);

        // Each instance has a carrier that knows the keys of its own messages only. Under one key a carrier takes a message once.
        var taken = app.Taken(campaign).Select(message => (Key: (string)message["idempotencyKey"]!, Contact: (string)message["contact"]!)).Distinct().ToList();
        Assert.Equal(taken.Count, taken.Select(message => message.Contact).Distinct().Count());
        Assert.Equal((int)figures["sent"]!, taken.Count);
        return figures;
    }

    /// <summary>Waits until the carriers have taken so many messages of a campaign.</summary>
    public static Task UntilTakenAsync(this CloudApp app, string campaign, int messages, TimeSpan? bound = null) =>
        Eventually.SeenAsync($"the carriers have {messages} messages of {campaign}", () => app.Count(campaign), count => count >= messages, Glance, bound);

    /// <summary>Waits until the carriers have told all that they have to tell, and all of it is counted; what can't be, and waits for something, aside.</summary>
    public static async Task UntilAllIsToldAsync(this CloudApp app)
    {
        await Eventually.SeenAsync("the carriers have told everything", () => app.Serving.Sum(instance => instance.Untold), left => left <= 0, Glance);
        var inbox = new TableClient(app.Storage.ConnectionString, "inbox");
        await Eventually.SeenAsync("what they told is counted", () => inbox.Query<TableEntity>("RowKey ge 'w' and RowKey lt 'x'").Count(waiting => !waiting.ContainsKey("shown")), left => left == 0);
    }

    /// <summary>Waits until a queue is empty; what is being worked off is still in it.</summary>
    public static Task UntilWorkedOffAsync(this CloudApp app, string queue)
    {
        var client = new QueueClient(app.Storage.ConnectionString, queue);
        return Eventually.SeenAsync($"'{queue}' is empty", async () => (await client.GetPropertiesAsync()).Value.ApproximateMessagesCount, left => left == 0);
    }

    /// <summary>Waits until one reply and one wish to stop are counted for a campaign.</summary>
    public static Task UntilHeardAsync(this CloudApp app, string campaign) =>
        app.Admin.UntilAsync($"campaigns/{campaign}/analytics", figures => ((int)figures["replied"]!, (int)figures["optedOut"]!) == (1, 1));
}
