using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Functions.Host.MainRoad;

/// <summary>Somebody whom the platform in front of the host has signed in, at work in the first workspace.</summary>
internal sealed class Person : IDisposable
{
    /// <summary>A look costs the app as much as a request of anybody.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient client;
    private readonly HostLog log;

    public Person(Uri host, string email, HostLog said)
    {
        log = said;
        client = new HttpClient { BaseAddress = new Uri(host, "api/workspaces/main/") };
        var principal = JsonSerializer.SerializeToUtf8Bytes(new { auth_typ = "aad", claims = new[] { new { typ = "preferred_username", val = email } } });
        client.DefaultRequestHeaders.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(principal));
        client.DefaultRequestHeaders.Add("X-CSRF-Token", "any");
    }

    public Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<JsonNode> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Web));

    public Task<JsonNode> PatchAsync(string path, object patch) => SendAsync(HttpMethod.Patch, path, JsonContent.Create(patch, options: JsonSerializerOptions.Web));

    /// <summary>The answer as it comes, whatever it says.</summary>
    public Task<HttpResponseMessage> PostAsIsAsync(string path, HttpContent body) => client.PostAsync(new Uri(path, UriKind.Relative), body);

    public async Task ImportAsync(string csv, TimeSpan? bound = null)
    {
        var job = (string)(await SendAsync(HttpMethod.Post, "contacts/import?mode=upsert", new StringContent(csv, Encoding.UTF8, "text/csv")))["jobId"]!;
        var imported = await UntilAsync($"contacts/import/{job}", state => (string)state["state"]! is "complete" or "failed", bound);
        Assert.Equal("complete", (string)imported["state"]!);
    }

    public async Task<string> DraftAsync(object definition) => (string)(await PostAsync("campaigns", definition))["id"]!;

    public async Task<string> LaunchAsync(object definition)
    {
        var campaign = await DraftAsync(definition);
        await PostAsync($"campaigns/{campaign}/launch");
        return campaign;
    }

    /// <summary>Opens the link that this person got, as a scanner of mails does it too.</summary>
    public async Task LookAtLinkAsync(string campaign)
    {
        using var page = await client.GetAsync(await LinkAsync(campaign));
        Assert.True(page.IsSuccessStatusCode, await page.Content.ReadAsStringAsync());
    }

    /// <summary>Opens the link that this person got, and presses the button on its page.</summary>
    public async Task ApproveByLinkAsync(string campaign)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("decision", "approve"), KeyValuePair.Create("comment", "")]);
        using var answer = await client.PostAsync(await LinkAsync(campaign), form);
        Assert.True((int)answer.StatusCode < 400, await answer.Content.ReadAsStringAsync());
    }

    /// <param name="bound">How long it may take, where a minute isn't enough.</param>
    public Task<JsonNode> UntilStatusAsync(string campaign, string status, TimeSpan? bound = null) => UntilAsync($"campaigns/{campaign}", state => (string)state["status"]! == status, bound);

    public Task<JsonNode> FinalFiguresAsync(string campaign) => UntilAsync($"campaigns/{campaign}/analytics", figures => (bool)figures["final"]!);

    public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> isThere, TimeSpan? bound = null)
    {
        try
        {
            return await Eventually.SeenAsync($"'{path}' is there", () => GetAsync(path), isThere, Glance, bound);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}{Environment.NewLine}{log}", late);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<Uri> LinkAsync(string campaign) =>
        new((string)(await GetAsync($"campaigns/{campaign}/approvals"))["items"]!.AsArray().Single(one => one!["url"] is not null)!["url"]!);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{method} {path} answered {(int)answer.StatusCode}: {text}{Environment.NewLine}{log}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
