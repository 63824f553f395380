using System.Globalization;

namespace ActiveReach.Messages.Html;

/// <summary>What a style says about being seen. Null where it doesn't say, and the element is like the one around it.</summary>
/// <param name="IsGone">The element and all in it.</param>
internal readonly record struct HidingStyle(bool IsGone, bool? IsTiny, bool? IsInvisible, bool? IsClear)
{
    private const double FarAway = -500;

    public bool IsHiding => IsGone || IsInvisible is true;

    public static HidingStyle Of(string? declarations)
    {
        if (string.IsNullOrWhiteSpace(declarations))
            return default;
        var style = Read(WithoutComments(declarations));
        string? Said(string name) => style.TryGetValue(name, out var value) ? value.Text : null;

        var isCut = Said("overflow") is { } overflow && overflow.Contains("hidden", StringComparison.Ordinal)
            && new[] { "height", "max-height", "width", "max-width" }.Any(name => Length(Said(name)) is <= 1);
        var isAway = new[] { "left", "top", "right", "text-indent", "margin-left", "margin-top" }.Any(name => Length(Said(name)) is < FarAway);
        return new HidingStyle(
            Said("display") == "none" || Length(Said("opacity")) is <= 0.01 || isCut || isAway || Said("content-visibility") == "hidden",
            Length(Said("font-size")) is { } size ? size <= 1 : null,
            Said("visibility") is { } visibility ? visibility is "hidden" or "collapse" : null,
            Said("color") is { } color ? color == "transparent" : null);
    }

    public static string WithoutComments(string css)
    {
        for (var start = css.IndexOf("/*", StringComparison.Ordinal); start >= 0; start = css.IndexOf("/*", start, StringComparison.Ordinal))
        {
            var end = css.IndexOf("*/", start + 2, StringComparison.Ordinal);
            css = end < 0 ? css[..start] : css.Remove(start, end + 2 - start);
        }

        return css;
    }

    /// <summary>The last declaration of a name holds, but for an important one.</summary>
    private static Dictionary<string, (string Text, bool IsImportant)> Read(string declarations)
    {
        var style = new Dictionary<string, (string Text, bool IsImportant)>(StringComparer.Ordinal);
        foreach (var declaration in declarations.Split(';'))
        {
            if (declaration.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
                continue;
            var name = declaration[..colon].Trim().ToLowerInvariant();
            var value = declaration[(colon + 1)..].Trim().ToLowerInvariant();
            var mark = value.IndexOf('!', StringComparison.Ordinal);
            if (mark >= 0 || !style.TryGetValue(name, out var former) || !former.IsImportant)
                style[name] = (mark < 0 ? value : value[..mark].TrimEnd(), mark >= 0);
        }

        return style;
    }

    /// <summary>In whatever unit; nothing here needs to know which.</summary>
    private static double? Length(string? text)
    {
        if (text is null)
            return null;
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '-' or '+'))
            end++;
        return text.AsSpan(end) is "" or "px" or "pt" or "em" or "rem" or "%" or "vw" or "vh" && double.TryParse(text.AsSpan(0, end), CultureInfo.InvariantCulture, out var number)
            ? text.AsSpan(end) is "em" or "rem" ? number * 16 : text.AsSpan(end) is "%" && number > 0 ? 100 : number
            : null;
    }
}
