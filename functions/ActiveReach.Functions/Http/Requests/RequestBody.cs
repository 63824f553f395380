using System.Text.Json;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>Reads what was sent, within limits.</summary>
public static class RequestBody
{
    /// <summary>Most bytes of a JSON body, unless a route says otherwise: 1 MiB.</summary>
    public const int DefaultLimit = 1 << 20;

    /// <summary>The body as a <typeparamref name="T"/>; unknown members, wrong types and missing members are refused by name.</summary>
    public static async Task<T> ReadJsonAsync<T>(this HttpRequest request, int limit = DefaultLimit)
    {
        RequireType(request, "application/json");
        return JsonInput.Read<T>((await ReadRequiredAsync(request, limit)).Span);
    }

    /// <summary>The body as JSON of any shape.</summary>
    public static async Task<JsonElement> ReadJsonElementAsync(this HttpRequest request, int limit = DefaultLimit)
    {
        RequireType(request, "application/json");
        return JsonInput.ReadElement(await ReadRequiredAsync(request, limit));
    }

    /// <summary>The body as a JSON merge patch: an object.</summary>
    public static async Task<JsonElement> ReadMergePatchAsync(this HttpRequest request, int limit = DefaultLimit)
    {
        RequireType(request, "application/merge-patch+json", "application/json");
        var patch = JsonInput.ReadElement(await ReadRequiredAsync(request, limit));
        return patch.ValueKind is JsonValueKind.Object
            ? patch
            : throw new InvalidInputException("", "wrong_type", "A merge patch is a JSON object with the members to change.");
    }

    /// <summary>The body's bytes; more than the limit is refused with 413.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(this HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
            throw TooLarge(limit);
        var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > limit)
                throw TooLarge(limit);
            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>Refuses other content types with 415.</summary>
    public static void RequireType(this HttpRequest request, params string[] types)
    {
        var given = (request.ContentType ?? "").Split(';')[0].Trim();
        if (!types.Contains(given, StringComparer.OrdinalIgnoreCase))
        {
            var shown = given.Length == 0 ? "missing" : $"'{given}'";
            throw new InvalidInputException([new("Content-Type", "unsupported_media_type", $"Content-Type is {shown}: send {string.Join(" or ", types)}.")], 415);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadRequiredAsync(HttpRequest request, int limit)
    {
        var bytes = await request.ReadBytesAsync(limit);
        return bytes.Length > 0 ? bytes : throw new InvalidInputException("", "required", "The body is empty: send JSON.");
    }

    private static InvalidInputException TooLarge(int limit) =>
        new([new("", "too_large", $"The body is larger than {limit} bytes: send less at once.")], 413);
}
