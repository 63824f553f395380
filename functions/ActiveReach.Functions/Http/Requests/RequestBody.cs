using System.Text;
using System.Text.Unicode;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

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
        return JsonInput.Read<T>(await ReadRequiredAsync(request, limit));
    }

    /// <summary>The body as JSON of any shape.</summary>
    public static async Task<InputValue> ReadJsonAsync(this HttpRequest request, int limit = DefaultLimit)
    {
        RequireType(request, "application/json");
        return JsonInput.Read(await ReadRequiredAsync(request, limit));
    }

    /// <summary>The body as a JSON merge patch: an object.</summary>
    public static async Task<InputValue> ReadMergePatchAsync(this HttpRequest request, int limit = DefaultLimit)
    {
        RequireType(request, "application/merge-patch+json", "application/json");
        var patch = JsonInput.Read(await ReadRequiredAsync(request, limit));
        return patch.IsObject
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

    /// <summary>A form as browsers send it; its fields must be UTF-8.</summary>
    public static async Task<IReadOnlyDictionary<string, StringValues>> ReadFormFieldsAsync(this HttpRequest request, int limit) => ReadFormFields(await request.ReadBytesAsync(limit));

    /// <summary>The fields of a form that was read already.</summary>
    public static IReadOnlyDictionary<string, StringValues> ReadFormFields(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
            throw new InvalidInputException("", "invalid_value", "The form contains bytes that are not UTF-8: send it in UTF-8.");
        var form = Encoding.UTF8.GetString(bytes.Span);
        PercentText.RefuseBrokenFields(form, "form");
        return QueryHelpers.ParseQuery(form);
    }

    /// <summary>Refuses other content types, and other character sets than UTF-8, with 415.</summary>
    public static void RequireType(this HttpRequest request, params string[] types)
    {
        // What a file is written in is told to whoever reads it.
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var whole) && whole.MediaType.Value is not ("text/csv" or "application/x-ndjson") && whole.Charset is { Length: > 0 } charset
            && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase) && !charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
            throw new InvalidInputException([new("Content-Type", "unsupported_media_type", $"Content-Type names the character set {charset}: send UTF-8.")], 415);
        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } coding && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            throw new InvalidInputException([new("Content-Encoding", "unsupported_media_type", $"Content-Encoding is '{Short(coding)}': send the body as it is.")], 415);
        var given = (request.ContentType ?? "").Split(';')[0].Trim();
        if (!types.Contains(given, StringComparer.OrdinalIgnoreCase))
        {
            var shown = given.Length == 0 ? "missing" : $"'{Short(given)}'";
            throw new InvalidInputException([new("Content-Type", "unsupported_media_type", $"Content-Type is {shown}: send {string.Join(" or ", types)}.")], 415);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadRequiredAsync(HttpRequest request, int limit)
    {
        var bytes = await request.ReadBytesAsync(limit);
        return bytes.Length > 0 ? bytes : throw new InvalidInputException("", "required", "The body is empty: send JSON.");
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static InvalidInputException TooLarge(int limit) =>
        new([new("", "too_large", $"The body is larger than {limit} bytes: send less at once.")], 413);
}
