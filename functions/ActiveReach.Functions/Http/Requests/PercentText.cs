using System.Text.Unicode;
using ActiveReach.Problems;

namespace ActiveReach.Functions.Http;

/// <summary>Escaped text in addresses and forms: what it stands for must be UTF-8 without a NUL, or the parts that read it would
/// each make something else of it.</summary>
internal static class PercentText
{
    /// <summary>Refuses a request's target (path and query) whose escapes are broken, naming the parameter.</summary>
    public static void RefuseBroken(string target, Route route)
    {
        if (!target.Contains('%', StringComparison.Ordinal))
            return;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var steps = (query < 0 ? target : target[..query]).Trim('/').Split('/');
        for (var at = 0; at < steps.Length; at++)
        {
            if (ProblemOf(steps[at]) is { } wrong)
                throw Refused(route.ParameterAt(at) ?? "path", wrong);
        }

        if (query >= 0)
            RefuseBrokenFields(target.AsSpan(query + 1), "query");
    }

    /// <summary>Refuses fields (<c>name=value&amp;…</c>) whose escapes are broken, naming the field.</summary>
    /// <param name="whole">What they are together, for a name that can't be shown.</param>
    public static void RefuseBrokenFields(ReadOnlySpan<char> fields, string whole)
    {
        foreach (var range in fields.Split('&'))
        {
            var field = fields[range];
            var equals = field.IndexOf('=');
            var name = equals < 0 ? field : field[..equals];
            if (ProblemOf(name) is { } wrongName)
                throw Refused(whole, wrongName);
            if (equals >= 0 && ProblemOf(field[(equals + 1)..]) is { } wrong)
                throw Refused(Uri.UnescapeDataString(name), wrong);
        }
    }

    private static string? ProblemOf(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%') && !text.Contains('\0'))
            return null;
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '%' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                bytes.Add((byte)((Convert.ToInt32(text[at + 1].ToString(), 16) << 4) | Convert.ToInt32(text[at + 2].ToString(), 16)));
                at += 2;
            }
            else if (text[at] is '\0')
            {
                bytes.Add(0);
            }
            else
            {
                // Whatever isn't escaped has been looked at where it was read; it parts the escaped bytes.
                bytes.Add((byte)'-');
            }
        }

        if (bytes.Contains(0))
            return "a NUL character: remove it";
        return Utf8.IsValid(bytes.ToArray()) ? null : "escaped bytes that are not UTF-8: escape the UTF-8 of the text";
    }

    private static InvalidInputException Refused(string path, string wrong) => new(path, "invalid_value", $"{path} contains {wrong}.");
}
