using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActiveReach.Functions;
using Functions.Embedded;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Browser.Messages;

/// <summary>The app with a mail about a topic that was sent to one contact, and the way out that stands in it.</summary>
internal sealed partial class SentWayOut : IAsyncDisposable
{
    private const string Workspace = "api/workspaces/demo";
    private readonly EmbeddedHost host;
    private readonly string directory;
    private readonly HttpClient admin;
    private string contact = "";

    private SentWayOut(EmbeddedHost host, string directory)
    {
        (this.host, this.directory) = (host, directory);
        admin = new HttpClient { BaseAddress = host.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "demo-admin-key") } };
    }

    public string Link { get; private set; } = "";

    private string Outbox => Path.Combine(directory, "outbox.jsonl");

    public static async Task<SentWayOut> StartAsync()
    {
        var files = Directory.CreateTempSubdirectory("activereach-").FullName;
        var app = ActiveReachApp.Build(["--data", files], builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Sandbox:Outbox", Path.Combine(files, "outbox.jsonl")), new("Sandbox:StopRate", "0"), new("Sandbox:ReplyRate", "0"), new("Sandbox:DeliveredRate", "1")]);
            builder.UseEmbedded(embedded => embedded.Port = 0);
        });
        await app.StartAsync();
        var sent = new SentWayOut(app, files);
        await sent.SendAsync();
        return sent;
    }

    /// <summary>What the contact said last of e-mail, and of the topic on it.</summary>
    public Task UntilAsync(string channel, string topic) =>
        Eventually.SeenAsync($"e-mail is {channel} and the topic {topic}", StandingAsync, standing => standing == (channel, topic));

    public async Task<(string Channel, string Topic)> StandingAsync()
    {
        var items = (await admin.GetFromJsonAsync<JsonNode>($"{Workspace}/contacts/{contact}/consents"))!["items"]!.AsArray().Where(item => (string)item!["channel"]! == "email").ToList();
        return ((string)items.First(item => item!["topic"] is null)!["state"]!, (string?)items.FirstOrDefault(item => item!["topic"] is not null)?["state"] ?? "unknown");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private async Task SendAsync()
    {
        using var settings = await admin.PatchAsync($"{Workspace}/settings", JsonContent.Create(new { topics = new { offers = new { name = "Special offers" } } }, new MediaTypeHeaderValue("application/merge-patch+json")));
        Assert.True(settings.IsSuccessStatusCode, await settings.Content.ReadAsStringAsync());
        contact = (string)(await PostAsync($"{Workspace}/contacts", new { firstName = "Jonathan", email = "jonathan@people.example" }))["id"]!;
        var campaign = (string)(await PostAsync($"{Workspace}/campaigns", new
        {
            name = "Offers of the week",
            topic = "offers",
            audience = new { },
            channels = new[] { new { channel = "email" } },
            variants = new[] { new { id = "A", content = new { email = new { subject = "Offers", html = "<p>Hi {{first_name}}</p>" } } } },
            schedule = new { kind = "now" },
            approval = new { required = false },
            quietHours = false,
        }))["id"]!;
        await PostAsync($"{Workspace}/campaigns/{campaign}/launch", null);
        var mail = await Eventually.SeenAsync("a mail with the way out is sent", () => File.Exists(Outbox) ? File.ReadAllText(Outbox) : "", WayOut().IsMatch);
        Link = new Uri(host.Address, WayOut().Match(mail).Value).ToString();
        await UntilHandedAsync(campaign);
    }

    private async Task UntilHandedAsync(string campaign) =>
        await Eventually.SeenAsync("the mail is handed over", () => admin.GetFromJsonAsync<JsonNode>($"{Workspace}/campaigns/{campaign}/analytics"), figures => (int)figures!["sent"]! > 0);

    private async Task<JsonNode> PostAsync(string path, object? body)
    {
        using var answer = await admin.PostAsync(path, body is null ? null : JsonContent.Create(body));
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    [GeneratedRegex("/u/[A-Za-z0-9_-]+")]
    private static partial Regex WayOut();
}
