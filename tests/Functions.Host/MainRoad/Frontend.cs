using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Functions.Host.MainRoad;

/// <summary>Speaks to the app through the host as a frontend does, in the workspace of the first admin.</summary>
internal static class Frontend
{
    private const string Workspace = "api/workspaces/main/";

    public static void UseKey(this PublishedApp app, string key)
    {
        app.Client.DefaultRequestHeaders.Remove("X-MS-CLIENT-PRINCIPAL");
        app.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public static Task<JsonNode> PostAsync(this PublishedApp app, string path, object? body = null) =>
        app.SendAsync(HttpMethod.Post, path, body as HttpContent ?? (body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Web)));

    public static Task<JsonNode> PatchAsync(this PublishedApp app, string path, object patch) =>
        app.SendAsync(HttpMethod.Patch, path, JsonContent.Create(patch, options: JsonSerializerOptions.Web));

    public static async Task<JsonNode> UntilAsync(this PublishedApp app, string path, Func<JsonNode, bool> isThere, TimeSpan limit)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var answer = await app.SendAsync(HttpMethod.Get, path, null);
            if (isThere(answer))
                return answer;
            if (waited.Elapsed > limit)
                throw new TimeoutException($"'{path}' was not there after {limit.TotalSeconds} s: {answer.ToJsonString()}{Environment.NewLine}{app.Log}");
        }
    }

    /// <summary>What the sandbox carrier took for a campaign, by its own file.</summary>
    public static IReadOnlyList<JsonNode> Taken(this PublishedApp app, string campaign) =>
        [.. File.ReadLines(app.Outbox).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!).Where(message => (string?)message["campaign"] == campaign)];

    private static async Task<JsonNode> SendAsync(this PublishedApp app, HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, Workspace + path) { Content = content };
        using var answer = await app.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{method} {path} answered {(int)answer.StatusCode}: {text}{Environment.NewLine}{app.Log}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
