using AngleSharp.Dom;

namespace ActiveReach.Messages.Html;

/// <summary>The elements that the style sheets of a mail hide. Sheets for print don't count.</summary>
internal static class HidingRules
{
    private const int Most = 100;

    /// <summary>Groups inside one another that are looked into.</summary>
    private const int Deepest = 4;

    /// <param name="from">Whether what only some don't see counts: on a phone, say.</param>
    public static HashSet<IElement> In(IDocument document, Readers from)
    {
        var hidden = new HashSet<IElement>();
        var selectors = document.QuerySelectorAll("style").SelectMany(sheet => Selectors(HidingStyle.WithoutComments(sheet.TextContent), from, depth: 0));
        foreach (var selector in selectors.Take(Most))
        {
            try
            {
                hidden.UnionWith(document.QuerySelectorAll(selector));
            }
            catch (DomException)
            {
                // A selector that nobody understands hides nothing.
            }
        }

        return hidden;
    }

    /// <summary>Of the rules that hide, those in groups of rules too.</summary>
    private static IEnumerable<string> Selectors(string sheet, Readers from, int depth)
    {
        for (var at = 0; at < sheet.Length && depth <= Deepest;)
        {
            var open = sheet.IndexOf('{', at);
            if (open < 0)
                yield break;
            var close = Close(sheet, open);
            var (prelude, body) = (sheet[at..open], sheet[(open + 1)..close]);
            prelude = prelude[(prelude.LastIndexOf(';') + 1)..].Replace("<!--", "", StringComparison.Ordinal).Replace("-->", "", StringComparison.Ordinal).Trim();
            var isGroup = prelude.StartsWith('@');
            if (isGroup && !prelude.Contains("print", StringComparison.OrdinalIgnoreCase) && body.Contains('{', StringComparison.Ordinal)
                && (from is Readers.Some || !IsForSome(prelude)))
            {
                foreach (var selector in Selectors(body, from, depth + 1))
                    yield return selector;
            }
            else if (!isGroup && prelude.Length > 0 && HidingStyle.Of(body).IsHiding)
            {
                yield return prelude;
            }

            at = close + 1;
        }
    }

    /// <summary><c>@media (max-width: 600px)</c>: what is hidden there has a twin for the others.</summary>
    private static bool IsForSome(string prelude) =>
        prelude.StartsWith("@media", StringComparison.OrdinalIgnoreCase) && prelude.Contains('(', StringComparison.Ordinal);

    private static int Close(string sheet, int open)
    {
        var depth = 0;
        for (var at = open; at < sheet.Length; at++)
        {
            depth += sheet[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return at;
        }

        return sheet.Length;
    }
}

/// <summary>From whom something must be hidden to count as hidden.</summary>
internal enum Readers
{
    /// <summary>From anybody at all.</summary>
    Some,

    /// <summary>From everybody, whatever the screen.</summary>
    All,
}
