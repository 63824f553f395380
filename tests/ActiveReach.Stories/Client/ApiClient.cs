using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActiveReach.Stories.Client;

/// <summary>Speaks to the app as a frontend does: HTTP and JSON, nothing of the app's own types.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient http;

    public ApiClient(Uri address, string key, string workspace = "demo")
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Workspace = workspace;
    }

    public string Workspace { get; }

    public Uri Address => http.BaseAddress!;

    /// <summary>The same app with another key.</summary>
    public ApiClient As(string key) => new(Address, key, Workspace);

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await http.GetAsync("api/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <param name="path">Below the workspace, e.g. <c>campaigns</c>.</param>
    public Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<JsonNode> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, Json(body));

    /// <summary>A merge patch of whatever version there is.</summary>
    public Task<JsonNode> PatchAsync(string path, object patch) => SendAsync(HttpMethod.Patch, path, Json(patch));

    public Task<JsonNode> PostTextAsync(string path, string text, string contentType) =>
        SendAsync(HttpMethod.Post, path, new StringContent(text, Encoding.UTF8, contentType));

    public async Task<HttpResponseMessage> RawAsync(HttpRequestMessage request) => await http.SendAsync(request);

    public void Dispose() => http.Dispose();

    private static JsonContent? Json(object? body) => body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Web);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, $"api/workspaces/{Workspace}/{path}") { Content = content };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new ApiException($"{method} {path} answered {(int)answer.StatusCode}: {text}", (int)answer.StatusCode);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}

internal sealed class ApiException(string message, int status) : Exception(message)
{
    public int Status { get; } = status;
}
