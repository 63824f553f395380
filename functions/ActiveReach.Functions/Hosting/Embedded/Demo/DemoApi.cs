using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActiveReach.Functions.Hosting.Demo;

/// <summary>The app's own HTTP surface, used as a frontend uses it.</summary>
internal sealed class DemoApi(Uri address, string key) : IDisposable
{
    private const string Workspace = "api/workspaces/demo/";

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(5),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    public Task<JsonNode> GetAsync(string path, CancellationToken cancellation) =>
        AnswerAsync(new HttpRequestMessage(HttpMethod.Get, Workspace + path), cancellation);

    public Task<JsonNode> PostAsync(string path, object? body, CancellationToken cancellation) =>
        AnswerAsync(
            new HttpRequestMessage(HttpMethod.Post, Workspace + path) { Content = body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Web) },
            cancellation);

    public Task<JsonNode> PatchAsync(string path, object patch, CancellationToken cancellation) =>
        AnswerAsync(new HttpRequestMessage(HttpMethod.Patch, Workspace + path) { Content = JsonContent.Create(patch, options: JsonSerializerOptions.Web) }, cancellation);

    public async Task<JsonNode> UploadAsync(string path, string file, string contentType, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(file);
        using var request = new HttpRequestMessage(HttpMethod.Post, Workspace + path) { Content = new StreamContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return await AnswerAsync(request, cancellation);
    }

    /// <summary>Presses a button on a page, as an approver does.</summary>
    public async Task SubmitFormAsync(string url, IReadOnlyDictionary<string, string> form, CancellationToken cancellation)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(new Uri(new Uri(url).PathAndQuery, UriKind.Relative), content, cancellation);
        if ((int)answer.StatusCode >= 400)
            throw new InvalidOperationException($"The form at {new Uri(url).AbsolutePath} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}");
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var answer = await http.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{request.Method} {request.RequestUri} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
