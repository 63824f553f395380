using System.Text.Json;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>An answer as it is kept and given again.</summary>
internal sealed record KeptAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body) : IResult
{
    private static readonly string[] KeptHeaders = ["Content-Type", "Location", "ETag", "WWW-Authenticate"];

    public static KeptAnswer Of(HttpResponse response, byte[] body) => new(
        response.StatusCode,
        KeptHeaders.Where(response.Headers.ContainsKey).ToDictionary(name => name, name => response.Headers[name].ToString(), StringComparer.Ordinal),
        body);

    public static KeptAnswer Read(byte[] bytes) => JsonSerializer.Deserialize<KeptAnswer>(bytes, Wire.Json)!;

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Wire.Json);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        response.Headers["Idempotency-Replayed"] = "true";
        if (Body.Length == 0)
            return;
        response.Headers.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body);
    }
}
