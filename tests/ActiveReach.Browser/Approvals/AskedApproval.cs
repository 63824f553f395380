using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActiveReach.Functions;
using Functions.Embedded;

namespace ActiveReach.Browser.Approvals;

/// <summary>The app with a campaign that a viewer has submitted, and the link that its approver got.</summary>
internal sealed class AskedApproval : IAsyncDisposable
{
    private const string Campaigns = "api/workspaces/demo/campaigns";

    /// <summary>32 × 16 points.</summary>
    private const string Picture =
        "iVBORw0KGgoAAAANSUhEUgAAACAAAAAQCAMAAABA3o1rAAAABlBMVEUVbEPwyFoeRtEEAAAALElEQVR42mNgoDpgxC8LAYTkcapgZCSggmIFjIwkqKCVIwmGA+GQJBwXWAAAbxcAck7/o2MAAAAASUVORK5CYII=";

    private readonly EmbeddedHost host;
    private readonly string directory;
    private readonly HttpClient viewer;
    private readonly HttpClient admin;
    private string campaign = "";

    private AskedApproval(EmbeddedHost host, string directory) =>
        (this.host, this.directory, viewer, admin) = (host, directory, As("demo-viewer-key", host), As("demo-admin-key", host));

    public string Link { get; private set; } = "";

    /// <param name="definition">Made with an upload; null for texts and mails in two variants.</param>
    public static async Task<AskedApproval> StartAsync(Func<string, object>? definition = null)
    {
        var files = Directory.CreateTempSubdirectory("activereach-").FullName;
        var app = ActiveReachApp.Build(["--data", files], builder => builder.UseEmbedded(embedded => embedded.Port = 0));
        await app.StartAsync();
        var asked = new AskedApproval(app, files);
        await asked.AskAsync(definition ?? (_ => Definition()));
        return asked;
    }

    public async Task<string> StatusAsync() => (string)(await viewer.GetFromJsonAsync<JsonNode>($"{Campaigns}/{campaign}"))!["status"]!;

    public async ValueTask DisposeAsync()
    {
        viewer.Dispose();
        admin.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private static HttpClient As(string key, EmbeddedHost app) =>
        new() { BaseAddress = app.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    private async Task AskAsync(Func<string, object> definition)
    {
        for (var number = 1; number <= 3; number++)
        {
            var contact = await PostAsync(admin, "api/workspaces/demo/contacts", new { externalId = $"c{number}", firstName = number == 1 ? "Asha" : $"Asha{number}", phone = $"+91980000000{number}", email = $"c{number}@people.example" });
            await PostAsync(admin, $"api/workspaces/demo/contacts/{contact["id"]}/devices", new { platform = "android", token = $"token-{number}" });
        }

        using var picture = new ByteArrayContent(Convert.FromBase64String(Picture)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var upload = await admin.PostAsync("api/workspaces/demo/media?name=tea.png", picture);
        var media = (string)(await upload.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
        campaign = (string)(await PostAsync(viewer, Campaigns, definition(media)))["id"]!;
        await PostAsync(viewer, $"{Campaigns}/{campaign}/submit", null);
        var approvals = await admin.GetFromJsonAsync<JsonNode>($"{Campaigns}/{campaign}/approvals");
        Link = new Uri(host.Address, new Uri((string)approvals!["items"]![0]!["url"]!).AbsolutePath).ToString();
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, object? body)
    {
        using var answer = await client.PostAsync(path, body is null ? null : JsonContent.Create(body));
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static object Definition() => new
    {
        name = "Diwali launch",
        description = "The new collection, to everyone in Pune before the shops open.",
        audience = new { },
        channels = new[] { new { channel = "sms" }, new { channel = "email" } },
        delivery = "first_reachable",
        variants = new[] { Variant("A", "it's here"), Variant("B", "the wait is over") },
        experiment = new { sample = 0.2, metric = "click", duration = "PT4H", holdout = 0.05 },
        schedule = new { kind = "at", at = "2035-11-01T10:00", timezone = "Asia/Kolkata" },
        approval = new { required = true, approvers = new[] { "lead@example.com" } },
    };

    private static object Variant(string id, string words) => new
    {
        id,
        content = new
        {
            sms = new { text = $"Hi {{{{default first_name 'there'}}}}, {words}: {{{{link 'https://shop.example/new'}}}}" },
            email = new
            {
                subject = $"Diwali: {words}",
                html = $"<h2 style=\"color:#8a1538\">Dear {{{{first_name}}}}, {words}</h2><p>Lamps, silk and sweets.</p><a href=\"https://shop.example/new\">See the collection</a><script>document.forms[0].submit()</script>",
            },
        },
    };
}
