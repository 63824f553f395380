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
    private int contacts;

    private SentMail(RunningApp app, string directory) => (App, this.directory) = (app, directory);

    public RunningApp App { get; private set; }

    public static Task<SentMail> StartAsync(params (string Key, string? Value)[] given) => StartAsync(_ => { }, given);

    /// <param name="configure">What is registered wins.</param>
    public static async Task<SentMail> StartAsync(Action<EmbeddedApplicationBuilder> configure, params (string Key, string? Value)[] given)
    {
        var files = Directory.CreateTempSubdirectory("activereach-").FullName;
        var app = await StartAsync(files, given, configure);
        var settings = await app.Admin.PatchJsonAsync("/api/workspaces/demo/settings", """{"customFields":{"site":"text","slug":"text"},"topics":{"offers":{"name":"Special offers"}}}""");
        Assert.True((int)settings.Status == 200, settings.Body);
        return new SentMail(app, files);
    }

    /// <summary>Ends the app and starts it on the same files.</summary>
    public async Task RestartAsync(params (string Key, string? Value)[] given)
    {
        await App.DisposeAsync();
        App = await StartAsync(directory, given);
    }

    public async Task<string> ContactAsync(string name, object? custom = null)
    {
        var answer = await App.Admin.PostJsonAsync("/api/workspaces/demo/contacts", new { externalId = name, firstName = name, email = $"{name}@people.example", phone = $"+1415555{1000 + contacts++}", custom = custom ?? new { } });
        Assert.True((int)answer.Status < 300, answer.Body);
        return answer.Text("id");
    }

    public Task<string> DraftMailAsync(string html, string? topic = null, string subject = "News") => App.Sender.DraftAsync(Definition("email", new { email = new { subject, html } }, topic));

    /// <summary>Sends it to everybody and waits until it is settled.</summary>
    public async Task<JsonElement> LaunchAsync(string campaign, string until = "complete")
    {
        var launched = await App.Admin.MoveAsync(campaign, "launch");
        Assert.True((int)launched.Status < 300, launched.Body);
        return (await Eventually.SeenAsync($"the campaign is {until}", () => App.Viewer.ShowAsync(campaign), shown => shown.Text("status") == until)).Json;
    }

    public IReadOnlyList<JsonNode> Of(string campaign) => [.. Lines().Where(line => (string?)line["campaign"] == campaign)];

    /// <summary>Sends a mail to the one contact that there is.</summary>
    public async Task<JsonNode> SendAsync(string html) => Assert.Single(await SendToAllAsync(html));

    public async Task<IReadOnlyList<JsonNode>> SendToAllAsync(string html)
    {
        var campaign = await DraftMailAsync(html);
        await LaunchAsync(campaign);
        return Of(campaign);
    }

    /// <summary>Sends a test of a text to a member and gives its words.</summary>
    public async Task<string> TestAsync(string campaign, string contact)
    {
        var members = await App.Admin.GetJsonAsync("/api/workspaces/demo/members");
        var member = members.Json.GetProperty("items")[0].GetProperty("id").GetString();
        Assert.Equal(200, (int)(await App.Admin.PatchJsonAsync($"/api/workspaces/demo/members/{member}", new { phone = "+1 415 555 0199" })).Status);
        var sent = await App.Sender.PostJsonAsync($"{CampaignSteps.Route}/{campaign}/test", new { to = new[] { member }, @as = contact });
        Assert.True((int)sent.Status == 200, sent.Body);
        return (string)Lines().Last(line => (string)line["to"]! == "+14155550199")["body"]!;
    }

    public static string PathIn(JsonNode message, char kind) => PathsIn(message, kind)[0];

    public static IReadOnlyList<string> PathsIn(JsonNode message, char kind) => PathsIn((string)message["body"]!, kind);

    public static IReadOnlyList<string> PathsIn(string body, char kind) => [.. Regex.Matches(body, $"/{kind}/[A-Za-z0-9_-]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value)];

    /// <summary>A campaign whose mail has more members than HTML.</summary>
    public static object Mail(object content) => Definition("email", new { email = content }, null);

    public static object Text(string text) => Definition("sms", new { sms = new { text } }, null);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private static Task<RunningApp> StartAsync(string files, (string Key, string? Value)[] given, Action<EmbeddedApplicationBuilder>? configure = null) => RunningApp.StartAsync(
        builder =>
        {
            configure?.Invoke(builder);
            builder.Configuration.AddInMemoryCollection([
                new("Sandbox:Outbox", Path.Combine(files, "outbox.jsonl")), new("Sandbox:LatencyMs", "0"), new("Sandbox:DeliveredRate", "1"),
                new("Sandbox:OpenRate", "0"), new("Sandbox:ClickRate", "0"), new("Sandbox:ReplyRate", "0"), new("Sandbox:StopRate", "0"), new("Sandbox:EventDelayMs", "1"),
                .. given.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))]);
        },
        files);

    private IEnumerable<JsonNode> Lines() =>
        File.Exists(Path.Combine(directory, "outbox.jsonl")) ? File.ReadLines(Path.Combine(directory, "outbox.jsonl")).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!) : [];

    private static object Definition(string channel, object content, string? topic) => new
    {
        name = "News",
        topic,
        audience = new { },
        channels = new[] { new { channel } },
        variants = new[] { new { id = "A", content } },
        schedule = new { kind = "now" },
        approval = new { required = false },
        quietHours = false,
        replyWindow = "PT1S",
    };
}
