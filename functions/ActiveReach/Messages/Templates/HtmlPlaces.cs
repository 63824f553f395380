using System.Text.RegularExpressions;

namespace ActiveReach.Messages.Templates;

/// <summary>The value of an href that leads away, without its quotes.</summary>
internal readonly record struct Href(int Start, int End);

/// <summary>Where in an HTML template its tags stand. Refuses them where escaping would not make a value harmless: in scripts, styles,
/// handlers and outside of quotes. Finds the hrefs, which become tracked links.</summary>
internal sealed partial class HtmlPlaces(TemplateTags template, ProblemList problems)
{
    private const int Forbidden = -1;
    private readonly string masked = template.Masked;
    private readonly int[] places = new int[template.All.Count];
    private readonly List<Href> hrefs = [];

    public IReadOnlyList<Href> Hrefs => hrefs;

    /// <summary>For each tag the beginning of the attribute or comment that it stands in; 0 in the text.</summary>
    public IReadOnlyList<int> Find()
    {
        var at = 0;
        while (Markup().Match(masked, at) is { Success: true } markup)
        {
            at = markup.Index + markup.Length;
            var element = markup.Groups["element"].Value.ToLowerInvariant();
            Place(markup.Index, at, element.Length == 0 ? markup.Index : Forbidden);
            ReadAttributes(element, markup.Groups["attributes"]);
            if (element is not ("script" or "style"))
                continue;
            var end = masked.IndexOf("</" + element, at, StringComparison.OrdinalIgnoreCase);
            Place(at, end = end < 0 ? masked.Length : end, Forbidden);
            at = end;
        }

        foreach (var (tag, place) in template.All.Zip(places))
        {
            if (place == Forbidden)
                problems.Add("field_place", $"'{ProblemList.Shorten(template.Source[tag.Start..tag.End])}' stands inside a tag, script, style or handler: put it in the text or in a quoted attribute such as alt or href.");
        }

        return places;
    }

    private void ReadAttributes(string element, Group attributes)
    {
        foreach (Match attribute in Attribute().Matches(attributes.Value))
        {
            var name = attribute.Groups["name"].Value.ToLowerInvariant();
            var value = attribute.Groups["value"];
            if (!value.Success)
                continue;
            var (start, end) = (attributes.Index + value.Index, attributes.Index + value.Index + value.Length);
            var isHref = name == "href" && element is "a" or "area";
            if (isHref && end == masked.Length)
                problems.Add("template_syntax", "An href is not closed: end its value with the quote that it began with.");
            else if (isHref)
                hrefs.Add(new Href(start, end));
            if (isHref || !IsActive(element, name))
                Place(start, end, start);
        }
    }

    private static bool IsActive(string element, string attribute) =>
        attribute.StartsWith("on", StringComparison.Ordinal) || attribute is "style" or "srcdoc" or "action" or "formaction" or "data" or "href" or "xlink:href"
        || (attribute == "src" && element is "script" or "iframe" or "frame" or "embed");

    private void Place(int start, int end, int place)
    {
        if (!masked.AsSpan(start, end - start).Contains(TemplateTags.Mask))
            return;
        for (var i = 0; i < places.Length; i++)
        {
            if (template.All[i].Start >= start && template.All[i].Start < end)
                places[i] = place;
        }
    }

    /// <summary>A comment, or an element's tag; a value begins after <c>=</c> only, and unquoted ones go up to the next space.</summary>
    [GeneratedRegex("""<!--(?:-?>|.*?(?:--!?>|\z))|<(?<element>[a-z\uFFFF][^\s/>]*|[/!?][^\s>]*)(?<attributes>(?:[^>=]|=\s*(?:"[^"]*(?:"|\z)|'[^']*(?:'|\z)|[^\s>"'][^\s>]*)?)*)(?:>|\z)""", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Markup();

    [GeneratedRegex("""(?<name>[^\s=/"']+)\s*=\s*(?:"(?<value>[^"]*)"?|'(?<value>[^']*)'?|[^\s>"'][^\s>]*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Attribute();
}
