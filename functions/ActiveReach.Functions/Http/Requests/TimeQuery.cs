using System.Globalization;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace ActiveReach.Functions.Http;

/// <summary>Reads moments out of the query.</summary>
public static class TimeQuery
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>A date (its first moment in UTC) or a time as in RFC 3339; null when it is missing.</summary>
    public static DateTimeOffset? Time(this HttpRequest request, string name)
    {
        if (request.One(name) is not { } text)
            return null;
        // In a query a plus sign that was not escaped arrives as a blank.
        return DateTimeOffset.TryParseExact(text.Replace(' ', '+'), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new InvalidInputException(name, "invalid_time", $"{name} is '{(text.Length > 40 ? text[..40] : text)}': write a date (2026-12-01) or a time as in RFC 3339 (2026-12-01T10:00:00Z).");
    }

    /// <summary>A date, or the local one of a time; null when it is missing.</summary>
    /// <param name="zone">Where the local date is asked for.</param>
    public static DateOnly? Day(this HttpRequest request, string name, string zone) =>
        DateOnly.TryParseExact(request.One(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : request.Time(name) is { } time ? StartTime.DayOf(time, DateTimeZoneProviders.Tzdb[zone])
        : null;
}
