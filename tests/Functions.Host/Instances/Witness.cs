using System.Text.Json.Nodes;
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
}
