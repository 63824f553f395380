using System.Globalization;
using ActiveReach.Problems;

namespace ActiveReach.Settings;

/// <summary>Time spans as settings carry them: <c>00:00:30</c>, <c>1.12:00:00</c>, <c>PT30S</c>, <c>P1DT12H</c>. Whole, unlike .NET's own
/// reading, to which <c>30</c> and <c>24:00:00</c> are days.</summary>
public static class SpanText
{
    private static readonly string[] Forms = [@"h\:mm\:ss", @"h\:mm\:ss\.FFFFFFF", @"d\.hh\:mm\:ss", @"d\.hh\:mm\:ss\.FFFFFFF"];

    public static bool TryParse(string text, out TimeSpan span) =>
        TimeSpan.TryParseExact(text, Forms, CultureInfo.InvariantCulture, TimeSpanStyles.None, out span)
        || IsoDurationConverter.TryParse(text.ToUpperInvariant(), out span);

    public static string Of(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);
}
