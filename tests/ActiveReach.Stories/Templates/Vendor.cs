using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Templates;

/// <summary>What a marketer does with templates of WhatsApp, over HTTP.</summary>
internal static class Vendor
{
    public const string Body = "Hi {{1}}, our {{2}} launch is on Sunday. See you there.";

    /// <summary>Adds a template and submits it to review.</summary>
    public static async Task SubmitTemplateAsync(this ApiClient api, string name, string body)
    {
        await api.PostAsync("templates", new { name, language = "en", body });
        await api.PostAsync($"templates/{name}/submit");
    }

    /// <summary>A WhatsApp message to everyone, now, whose replies count for an hour.</summary>
    public static Dictionary<string, object> Campaign(string template, params string[] parameters)
    {
        var definition = Some.Campaign();
        definition["channels"] = new[] { new { channel = "whatsapp", template } };
        definition["variants"] = new[] { new { id = "A", content = new { whatsapp = new { parameters } } } };
        definition["replyWindow"] = "PT1H";
        return definition;
    }

    public static async Task<string> TemplateStateAsync(this ApiClient api, string name) => (string)(await api.GetAsync($"templates/{name}"))["state"]!;

    public static IReadOnlyList<string> Bodies(this StoryHost story, string campaign) => [.. Witness.Of(story.Outbox, campaign).Select(line => (string)line["body"]!).Order(StringComparer.Ordinal)];

    public static bool Allows(this JsonNode campaign, string move) => campaign["allowed"]!.AsArray().Any(each => (string)each! == move);
}
