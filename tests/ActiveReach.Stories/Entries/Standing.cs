using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Entries;

/// <summary>Campaigns that stand, as marketers and other systems use them.</summary>
internal static class Standing
{
    /// <summary>A text that names what the call said.</summary>
    public static Dictionary<string, object> Api(string text = "Hi {{first_name}}, your order {{event.order}} is ready.")
    {
        var definition = Some.Campaign("Order ready");
        definition.Remove("schedule");
        definition.Remove("audience");
        definition["type"] = "api";
        definition["variants"] = new[] { new { id = "A", content = new { sms = new { text } } } };
        return definition;
    }

    /// <summary>A text an hour after a cart was left, unless an order comes.</summary>
    public static Dictionary<string, object> Cart(object? trigger = null)
    {
        var definition = Api("{{first_name}}, your {{event.item}} is still in the cart.");
        definition["type"] = "triggered";
        definition["trigger"] = trigger ?? new { @event = "cart_abandoned", delay = "PT1H", cancelOn = "order_placed" };
        return definition;
    }

    /// <summary>A text to whoever comes to belong to those whom it watches.</summary>
    public static Dictionary<string, object> Watching(object trigger)
    {
        var definition = Api("{{first_name}}, there is something for you.");
        definition["type"] = "triggered";
        definition["trigger"] = trigger;
        return definition;
    }

    /// <summary>Launches it and waits until it stands.</summary>
    public static async Task<string> StandAsync(this StoryHost story, object definition)
    {
        var campaign = await story.Sender.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "active");
        return campaign;
    }

    public static Task<JsonNode> FireAsync(this StoryHost story, string campaign, string contact, object? data = null) =>
        story.Sender.PostAsync($"campaigns/{campaign}/fire", new { contact = new { externalId = contact }, data = data ?? new { order = "1017" } });

    public static Task<JsonNode> HappensAsync(this StoryHost story, string type, string contact, string id, object? data = null, DateTimeOffset? at = null) =>
        story.Sender.PostAsync("events", new { id, type, contact = new { externalId = contact }, time = at ?? story.Clock.GetUtcNow(), data = data ?? new { item = "tea pot" } });

    public static IReadOnlyList<string> BodiesOf(this StoryHost story, string campaign) => [.. Witness.Of(story.Outbox, campaign).Select(line => (string)line["body"]!)];

    public static async Task<long> RecipientsAsync(this StoryHost story, string campaign)
    {
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((long)figures["recipients"]!, figures.Outcomes());
        return (long)figures["recipients"]!;
    }
}
