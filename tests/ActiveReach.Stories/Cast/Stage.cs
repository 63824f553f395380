using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Cast;

/// <summary>People, their devices and their apps, and what a campaign on all channels says to them.</summary>
internal static class Stage
{
    public static readonly string[] Channels = ["whatsapp", "rcs", "push", "in_app", "sms", "email"];

    /// <summary>A contact who has said yes on these channels and no on the others, with a phone and a mailbox.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> PersonAsync(this StoryHost story, string name, params string[] channels)
    {
        var number = name.Sum(letter => letter);
        await story.Api.ImportAsync($"external_id,first_name,phone,email,{string.Join(',', Channels.Select(channel => $"consent.{channel}"))}\n"
            + $"{name},{name},+91980000{number:0000},{name}@example.com,{string.Join(',', Channels.Select(channel => channels.Contains(channel) ? "opted_in" : "opted_out"))}\n");
        return (string)(await story.Api.GetAsync($"contacts?q={name}"))["items"]!.AsArray().Single(person => (string)person!["externalId"]! == name)!["id"]!;
    }

    public static Task<JsonNode> HasDeviceAsync(this StoryHost story, string contact, string token) =>
        story.Api.PostAsync($"contacts/{contact}/devices", new { platform = "android", token });

    /// <summary>A message to everyone, now, on the channels given, in their order.</summary>
    public static Dictionary<string, object> Campaign(params string[] channels)
    {
        var definition = Some.Campaign("On every channel");
        definition["channels"] = channels.Select(channel => channel == "whatsapp" ? (object)new { channel, template = "launch" } : new { channel }).ToArray();
        definition["variants"] = new[] { new { id = "A", content = channels.ToDictionary(channel => channel, Content) } };
        return definition;
    }

    public static object Content(string channel) => channel switch
    {
        "whatsapp" => new { parameters = new[] { "{{first_name}}", "Diwali" } },
        "rcs" => new { title = "It's here", text = "Hi {{first_name}}, see {{link 'https://shop.example/rcs'}}", suggestions = new object[] { new { text = "Count me in" }, new { text = "Show me", link = "https://shop.example/show" } } },
        "push" => new { title = "It's here, {{first_name}}", text = "Come and see.", link = "https://shop.example/push" },
        "in_app" => new { title = "It's here", text = "Hi {{first_name}}, come and see.", link = "https://shop.example/{{first_name}}", expiresIn = "P7D", pinned = true },
        "sms" => new { text = "Hi {{first_name}}, it's here." },
        _ => new { subject = "It's here", text = "Hi {{first_name}}, it's here." },
    };

    /// <summary>Two cards of RCS, the first with an upload.</summary>
    public static object Carousel(string media) => new
    {
        cards = new object[]
        {
            new { title = "Tea for {{first_name}}", media = new[] { new { mediaId = media } }, suggestions = new[] { new { text = "Send me tea" } } },
            new { title = "Coffee", description = "For you, {{first_name}}", suggestions = new[] { new { text = "Show me", link = "https://shop.example/{{first_name}}" } } },
        },
        suggestions = new[] { new { text = "Show me all", link = "https://shop.example/all" } },
    };

    /// <summary>What the witness has of a campaign: of each contact the channels, in order.</summary>
    public static Dictionary<string, string> SentTo(this StoryHost story, string campaign) => Witness.Of(story.Outbox, campaign)
        .GroupBy(line => (string)line["contact"]!, line => (string)line["channel"]!)
        .ToDictionary(person => person.Key, person => string.Join(',', person));

    /// <summary>The app of a contact, which speaks to the inbox with its token.</summary>
    public static async Task<InboxApp> AppOfAsync(this StoryHost story, string contact, string? expiresIn = null) =>
        new(story, (string)(await story.Api.PostAsync($"contacts/{contact}/tokens", expiresIn is null ? null : new { expiresIn }))["token"]!);

    /// <summary>Follows a link as the browser of a person does.</summary>
    /// <returns>Where it leads.</returns>
    public static async Task<string> FollowAsync(this StoryHost story, string link)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(link).PathAndQuery);
        request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36");
        using var answer = await story.Api.RawAsync(request);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Posts what Google would, signed.</summary>
    public static async Task<int> GoogleTellsAsync(this StoryHost story, object told, string secret = CarrierWebhook.Secret)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(told);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/rcs") { Content = JsonContent.Create(new { message = new { data = Convert.ToBase64String(body) } }) };
        request.Headers.Add("X-Goog-Signature", Convert.ToBase64String(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using var answer = await story.Api.RawAsync(request);
        return (int)answer.StatusCode;
    }
}

/// <summary>An app with a contact's token.</summary>
internal sealed class InboxApp(StoryHost story, string token)
{
    public string Token => token;

    public Task<(int Status, JsonNode? Body)> GetAsync(string query = "", string workspace = "demo") => SendAsync(HttpMethod.Get, query, workspace);

    public Task<(int Status, JsonNode? Body)> PostAsync(string path) => SendAsync(HttpMethod.Post, path, "demo");

    public async Task<IReadOnlyList<JsonNode>> MessagesAsync(string query = "")
    {
        var (status, body) = await GetAsync(query);
        Assert.True(status == 200, $"The inbox answered {status}: {body}");
        return [.. body!["items"]!.AsArray()!];
    }

    private async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, string workspace)
    {
        using var request = new HttpRequestMessage(method, $"api/inapp/{workspace}/messages{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await story.Api.RawAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
