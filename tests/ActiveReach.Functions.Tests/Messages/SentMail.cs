using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;
using Functions.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Tests.Messages;

/// <summary>The app with a carrier that reports nothing by itself, and what it was given.</summary>
internal sealed class SentMail : IAsyncDisposable
{
    private readonly string directory;

    private SentMail(RunningApp app, string directory) => (App, this.directory) = (app, directory);

    public RunningApp App { get; }

    public static async Task<SentMail> StartAsync()
    {
        var files = Directory.CreateTempSubdirectory("activereach-").FullName;
        var app = await RunningApp.StartAsync(
            builder => builder.Configuration.AddInMemoryCollection([
                new("Sandbox:Outbox", Path.Combine(files, "outbox.jsonl")), new("Sandbox:LatencyMs", "0"), new("Sandbox:DeliveredRate", "1"),
                new("Sandbox:OpenRate", "0"), new("Sandbox:ClickRate", "0"), new("Sandbox:ReplyRate", "0"), new("Sandbox:StopRate", "0"), new("Sandbox:EventDelayMs", "1")]),
            files);
        var settings = await app.Admin.PatchJsonAsync("/api/workspaces/demo/settings", """{"customFields":{"site":"text","slug":"text"},"topics":{"offers":{"name":"Special offers"}}}""");
        Assert.True((int)settings.Status == 200, settings.Body);
        return new SentMail(app, files);
    }

    public async Task<string> ContactAsync(string name, object? custom = null)
    {
        var answer = await App.Admin.PostJsonAsync("/api/workspaces/demo/contacts", new { externalId = name, firstName = name, email = $"{name}@people.example", phone = $"+1415555{1000 + Math.Abs(name.GetHashCode(StringComparison.Ordinal) % 8999)}", custom = custom ?? new { } });
        Assert.True((int)answer.Status < 300, answer.Body);
        return answer.Text("id");
    }

    public Task<string> DraftMailAsync(string html, string? topic = null, string subject = "News") => App.Sender.DraftAsync(Definition(html, topic, subject));

    /// <summary>Sends it to everybody and waits until it is settled.</summary>
    public async Task<JsonElement> LaunchAsync(string campaign, string until = "complete")
    {
        var launched = await App.Admin.MoveAsync(campaign, "launch");
        Assert.True((int)launched.Status < 300, launched.Body);
        return (await Eventually.SeenAsync($"the campaign is {until}", () => App.Viewer.ShowAsync(campaign), shown => shown.Text("status") == until)).Json;
    }

    public IReadOnlyList<JsonNode> Of(string campaign) =>
        File.Exists(Path.Combine(directory, "outbox.jsonl"))
            ? [.. File.ReadLines(Path.Combine(directory, "outbox.jsonl")).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!).Where(line => (string?)line["campaign"] == campaign)]
            : [];

    public static string PathIn(JsonNode message, char kind) =>
        Regex.Match((string)message["body"]!, $"/{kind}/[A-Za-z0-9_-]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private static object Definition(string html, string? topic, string subject) => new
    {
        name = "News",
        topic,
        audience = new { },
        channels = new[] { new { channel = "email" } },
        variants = new[] { new { id = "A", content = new { email = new { subject, html } } } },
        schedule = new { kind = "now" },
        approval = new { required = false },
        quietHours = false,
        replyWindow = "PT1S",
    };
}
