using ActiveReach.Messages.Templates;
using AngleSharp.Html.Parser;

namespace ActiveReach.Messages.Html;

/// <summary>An href that leads away.</summary>
/// <param name="Start">Of its value in the template, without its quotes.</param>
/// <param name="Address">The value with its entities resolved; its tags are overwritten.</param>
internal readonly record struct Href(int Start, int End, string Address, bool IsQuoted);

/// <summary>Where in an HTML template its tags stand. Refuses them where escaping would not make a value harmless: in scripts, styles,
/// handlers and outside of quotes. Finds the hrefs, which become tracked links, those for Outlook alone too.</summary>
internal sealed class HtmlPlaces(TemplateTags template, ProblemList problems)
{
    private const int Forbidden = -1;
    private static readonly string[] Code = ["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"];
    private readonly string masked = template.Masked;
    private readonly int[] places = new int[template.All.Count];
    private readonly List<Href> hrefs = [];
    private string? raw;

    public IReadOnlyList<Href> Hrefs => hrefs;

    /// <summary>For each tag the beginning of the attribute or comment that it stands in; 0 in the text.</summary>
    public IReadOnlyList<int> Find()
    {
        if (HtmlReading.Of(masked) is not { } reading)
        {
            problems.Add("too_deep", $"The HTML has more than {HtmlReading.MostOpen} elements open inside one another: close those that end.");
            return places;
        }

        Read(reading, 0);
        foreach (var (tag, place) in template.All.Zip(places))
        {
            if (place == Forbidden)
                problems.Add("field_place", $"'{ProblemList.Shorten(template.Source[tag.Start..tag.End])}' stands inside a tag, script, style or handler: put it in the text or in a quoted attribute such as alt or href.");
        }

        return places;
    }

    /// <param name="text">The place of tags in its text.</param>
    private void Read(HtmlReading reading, int text)
    {
        raw = null;
        foreach (var part in reading.Parts)
        {
            if (part.Type is HtmlTokenType.StartTag or HtmlTokenType.EndTag)
                ReadTag(part);
            else if (part.Type is HtmlTokenType.Character)
                ReadText(part, text);
            else if (part.Type is HtmlTokenType.Comment)
                ReadComment(part);
            else
                Place(part.Start, part.End, Forbidden);
        }

        if (reading.Torn is { } torn)
            problems.Syntax(template.Source[torn..], "a tag is not closed: end it with '>', and an href or other value with the quote that it began with");
    }

    private void ReadTag(HtmlPart part)
    {
        Place(part.Start, part.End, Forbidden);
        if (part.Type is HtmlTokenType.EndTag)
        {
            raw = raw == part.Name ? null : raw;
            return;
        }

        raw ??= Code.Contains(part.Name) || part.Name is "title" or "textarea" ? part.Name : null;
        foreach (var attribute in part.Attributes.Where(attribute => attribute.Start >= 0))
        {
            var isHref = attribute.Name == "href" && (part.Name is "a" or "area" || part.Name.StartsWith("v:", StringComparison.Ordinal));
            if (isHref)
                hrefs.Add(new Href(attribute.Start, attribute.End, attribute.Value, attribute.IsQuoted));
            if (isHref || (attribute.IsQuoted && !IsActive(part.Name, attribute.Name)))
                Place(attribute.Start, attribute.End, attribute.Start);
        }
    }

    private void ReadText(HtmlPart part, int place)
    {
        var isCode = raw is not null && (Code.Contains(raw) || masked.AsSpan(part.Start, part.End - part.Start).Contains('<'));
        if (!Place(part.Start, part.End, isCode ? Forbidden : place))
            return;
        foreach (var tag in template.Within(part.Start, part.End).Where(tag => tag.Start > 0 && masked[tag.Start - 1] == '<'))
            Place(tag.Start, tag.End, Forbidden);
    }

    /// <summary>Tags may stand in a comment unless, when they render nothing, it would end earlier.</summary>
    private void ReadComment(HtmlPart part)
    {
        if (ConditionalComments.Inside(masked, part) is var (start, end) && HtmlReading.Of(masked[start..end], start) is { } inside)
        {
            Place(part.Start, part.End, Forbidden);
            Read(inside, part.Start);
            raw = null;
            return;
        }

        var content = part.End - part.Start >= 7 && masked.AsSpan(part.Start).StartsWith("<!--", StringComparison.Ordinal) ? masked[(part.Start + 4)..(part.End - 3)] : ">";
        content = content.Replace($"{TemplateTags.Mask}", "", StringComparison.Ordinal);
        var endsEarly = content is ['>', ..] or ['-', '>', ..] || content.Contains("-->", StringComparison.Ordinal) || content.Contains("--!>", StringComparison.Ordinal);
        Place(part.Start, part.End, endsEarly ? Forbidden : part.Start);
    }

    private static bool IsActive(string element, string attribute) =>
        attribute.StartsWith("on", StringComparison.Ordinal) || attribute is "style" or "srcdoc" or "action" or "formaction" or "data" or "href" or "xlink:href"
        || (attribute == "src" && element is "script" or "iframe" or "frame" or "embed");

    private bool Place(int start, int end, int place)
    {
        if (!masked.AsSpan(start, end - start).Contains(TemplateTags.Mask))
            return false;
        for (var i = 0; i < places.Length; i++)
        {
            if (template.All[i].Start >= start && template.All[i].Start < end)
                places[i] = place;
        }

        return true;
    }
}
