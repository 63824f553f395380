using System.Globalization;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>Versions as ETags, and the conditions that callers make of them.</summary>
public static class EntityTag
{
    /// <summary>The ETag of a version, e.g. <c>"7"</c> with its quotes.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Holds a change to its <c>If-Match</c>: another version is a 412 with both; none at all passes, or is a 428 where it
    /// is required. <c>*</c> matches any version; weak forms count, since proxies that compress weaken tags.</summary>
    /// <param name="current">The thing as it is now, for the answer.</param>
    /// <param name="yours">What the caller wanted to make of it, for the answer.</param>
    /// <param name="required">What the thing is called, where the condition must be made; null where it may be left out.</param>
    public static void CheckMatch(this HttpRequest request, string tag, object current, object? yours = null, string? required = null)
    {
        var condition = request.Headers.IfMatch.ToString();
        if (condition.Length == 0)
        {
            if (required is not null)
                throw new MissingVersionException(required);
            return;
        }

        if (!Lists(condition, tag, "If-Match"))
            throw new StaleVersionException(current, tag, yours);
    }

    /// <summary>Whether the caller has this version already: answer 304 then.</summary>
    public static bool IsKnown(this HttpRequest request, string tag)
    {
        var condition = request.Headers.IfNoneMatch.ToString();
        return condition.Length > 0 && Lists(condition, tag, "If-None-Match");
    }

    /// <summary>200 with the ETag, or 304 when the caller has this version.</summary>
    public static Answer OkUnlessKnown(this HttpRequest request, object value, string tag)
    {
        if (!request.IsKnown(tag))
            return Answers.Ok(value, tag);
        request.HttpContext.Response.Headers.ETag = tag;
        return Answers.Of(Results.StatusCode(StatusCodes.Status304NotModified));
    }

    private static bool Lists(string condition, string tag, string header)
    {
        var matches = false;
        foreach (var part in condition.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var strong = part.StartsWith("W/", StringComparison.Ordinal) ? part[2..] : part;
            if (strong is not "*" && (strong.Length < 2 || strong[0] != '"' || strong[^1] != '"'))
                throw new InvalidInputException(header, "invalid_etag", $"{header} is '{condition}': send the ETag of the last GET with its quotes, e.g. {tag}, or *.");
            matches |= strong is "*" || strong == tag;
        }

        return matches;
    }
}
