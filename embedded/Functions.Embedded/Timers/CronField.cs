using System.Globalization;
using System.Numerics;

namespace Functions.Embedded.Timers;

/// <summary>One field of a schedule as a set of numbers: <c>*</c>, <c>5</c>, <c>1-5</c>, <c>*/10</c>, <c>10-50/20</c>, names, and lists of these.</summary>
internal readonly record struct CronField(ulong Bits, int Least)
{
    public static CronField Parse(string text, string field, int least, int most, string[]? names = null)
    {
        ulong bits = 0;
        foreach (var part in text.Split(','))
            bits |= Part(part, text, field, least, most, names);
        return new CronField(bits, least);
    }

    public bool Contains(int value) => (Bits >> value & 1) != 0;

    /// <summary>The smallest member that is not below the value, or -1.</summary>
    public int FirstFrom(int value)
    {
        var rest = value > 63 ? 0 : Bits >> value << value;
        return rest == 0 ? -1 : BitOperations.TrailingZeroCount(rest);
    }

    private static ulong Part(string part, string text, string field, int least, int most, string[]? names)
    {
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        var step = 1;
        if (slash >= 0 && (!int.TryParse(part.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1))
            throw Refused(text, field, $"'{part[(slash + 1)..]}' is no step");
        var range = slash < 0 ? part : part[..slash];
        var (from, to) = (least, most);
        if (range is not "*")
        {
            var dash = range.IndexOf('-', StringComparison.Ordinal);
            from = Value(dash < 0 ? range : range[..dash], text, field, least, most, names);
            to = dash >= 0 ? Value(range[(dash + 1)..], text, field, least, most, names) : slash < 0 ? from : most;
            if (to < from)
                throw Refused(text, field, $"the range '{range}' ends before it starts");
        }

        ulong bits = 0;
        for (var value = from; value <= to; value += step)
            bits |= 1UL << value;
        return bits;
    }

    private static int Value(string text, string whole, string field, int least, int most, string[]? names)
    {
        var named = names is null ? -1 : Array.FindIndex(names, name =>
            name.Equals(text, StringComparison.OrdinalIgnoreCase) || name[..3].Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
            return named + least;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Refused(whole, field, $"'{text}' is not from {least} to {most}");
    }

    private static FormatException Refused(string text, string field, string reason) => new($"field {field} '{text}': {reason}");
}
