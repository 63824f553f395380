using ActiveReach.Functions.Http;
using ActiveReach.Media;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ActiveReach.Functions.Media;

/// <summary>The file in a request: its body, or the first file of a form.</summary>
/// <param name="Type">Without parameters; null where nothing is said.</param>
/// <param name="Name">As a form calls it.</param>
/// <param name="Length">As the sender says.</param>
internal sealed record SentFile(Stream Body, string? Type, string? Name, long? Length)
{
    private const string Form = "multipart/form-data";
    private const int LongestBoundary = 100;

    public static async Task<SentFile> OfAsync(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } coding && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            throw new InvalidInputException([new("Content-Encoding", "unsupported_media_type", $"Content-Encoding is '{InputProblem.Shorten(coding)}': send the file as it is.")], 415);

        // How large it may be is held where it is counted, so that whoever sends too much is told so.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (Plain(request.ContentType) is not Form)
            return new SentFile(request.Body, Plain(request.ContentType), null, request.ContentLength);

        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString() : "";
        if (boundary.Length is 0 or > LongestBoundary)
            throw new InvalidInputException("Content-Type", "invalid_value", $"Content-Type names no boundary of the form's parts: send {Form} as browsers do, or the file as the body.");
        return await FirstFileAsync(new MultipartReader(boundary, request.Body), request.HttpContext.RequestAborted)
            ?? throw new InvalidInputException("body", "missing", "The form has no file: send it as one of its parts, with a filename.");
    }

    private static async Task<SentFile?> FirstFileAsync(MultipartReader parts, CancellationToken cancellation)
    {
        try
        {
            for (var count = 0; count < 16 && await parts.ReadNextSectionAsync(cancellation) is { } part; count++)
            {
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var place) || !place.IsFileDisposition())
                    continue;
                var name = HeaderUtilities.RemoveQuotes(place.FileNameStar.HasValue ? place.FileNameStar : place.FileName).ToString();
                return new SentFile(part.Body, Plain(part.ContentType), name.Split('/', '\\')[^1] is { Length: > 0 } last ? last : null, null);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            throw new InvalidInputException("body", "invalid_value", "The form can't be read: send it as browsers do, or the file as the body.");
        }

        return null;
    }

    private static string? Plain(string? type) => type?.Split(';')[0].Trim().ToLowerInvariant() is { Length: > 0 } plain ? plain : null;
}
