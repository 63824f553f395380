using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ActiveReach.Functions.Tests.Fixture;

/// <summary>Requests as tests write them.</summary>
internal static class HttpSteps
{
    /// <param name="body">JSON as text, or anything that serialises to it; null sends none.</param>
    public static async Task<Answer> SendAsync(
        this HttpClient client, HttpMethod verb, string path, object? body = null, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(verb, path);
        if (body is not null)
        {
            var bytes = body as byte[] ?? Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body));
            request.Content = new ByteArrayContent(bytes);
            if (contentType.Length > 0)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        return new Answer(response.StatusCode, response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase), await response.Content.ReadAsStringAsync());
    }

    public static Task<Answer> GetJsonAsync(this HttpClient client, string path, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Get, path, headers: headers);

    public static Task<Answer> PostJsonAsync(this HttpClient client, string path, object body, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Post, path, body, headers: headers);

    public static Task<Answer> PatchJsonAsync(this HttpClient client, string path, object body, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Patch, path, body, "application/merge-patch+json", headers);
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>A text member of the body, by its path.</summary>
    public string Text(string path) => path.Split('.').Aggregate(Json, (at, name) => at.GetProperty(name)).ToString();

    /// <summary>Paths of a problem document's errors.</summary>
    public IReadOnlyList<string> ProblemPaths => Json.TryGetProperty("errors", out var errors)
        ? [.. errors.EnumerateArray().Select(error => error.GetProperty("path").GetString()!)]
        : [];

    public override string ToString() => $"{(int)Status} {Body}";
}
