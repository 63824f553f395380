using ActiveReach.Audiences.Imports;
using ActiveReach.Files;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace ActiveReach.Functions.Audiences.Files;

/// <summary>What the Content-Type says of a file of contacts.</summary>
internal static class FileType
{
    /// <summary>What is told of the body, which may be as large as files are.</summary>
    public static ImportFile As(this ImportFile told, HttpRequest request)
    {
        var (format, charset) = Of(request);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = request.HttpContext.RequestServices.GetRequiredService<ImportOptions>().LargestFile + 1;
        return told with { Format = format, Charset = charset };
    }

    /// <returns>The format, and the code page of its text where one is named.</returns>
    /// <exception cref="InvalidInputException">The code page isn't known.</exception>
    public static (FileFormat Format, string? Charset) Of(HttpRequest request)
    {
        var format = request.ContentType!.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) ? FileFormat.Csv : FileFormat.Ndjson;
        var charset = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue
            ? HeaderUtilities.RemoveQuotes(type.Charset).ToString()
            : null;
        return charset is null || ImportFile.IsCharset(charset)
            ? (format, charset)
            : throw new InvalidInputException("Content-Type", "unknown_value", $"The charset is '{InputProblem.Shorten(charset)}', which isn't known: use utf-8, utf-16, windows-1252 or another of IANA's names.");
    }
}
