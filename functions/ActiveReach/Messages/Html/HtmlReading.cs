using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace ActiveReach.Messages.Html;

/// <summary>An HTML template as a mail program reads it, with the place of each part in its source. A template is read a few times
/// when it is compiled; a message never is.</summary>
internal sealed class HtmlReading
{
    /// <summary>More elements inside one another than any mail has, and as many as can be read quickly.</summary>
    public const int MostOpen = 400;

    /// <summary>Elements of a drawing that hold no HTML; there alone an element that ends in itself doesn't nest.</summary>
    private static readonly HashSet<string> Shapes = new(StringComparer.Ordinal)
    {
        "g", "defs", "symbol", "use", "image", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "stop", "lineargradient", "radialgradient",
        "clippath", "mask", "pattern", "filter", "marker", "animate", "mspace", "mrow", "mtd", "mtr", "mtable", "none", "mprescripts",
    };

    /// <summary>Elements that need no end; those left open don't nest.</summary>
    private static readonly HashSet<string> NeverNesting = new(StringComparer.Ordinal)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "optgroup", "html", "head", "body",
    };

    private readonly List<HtmlPart> parts = [];
    private readonly string source;
    private readonly int offset;
    private readonly Dictionary<string, int> open = new(StringComparer.Ordinal);
    private int opened;

    /// <summary>Those open in the drawing that is being read; null outside of one.</summary>
    private Dictionary<string, int>? shapes;

    private HtmlReading(string source, int offset)
    {
        (this.source, this.offset) = (source, offset);
        Document = new HtmlParser(new HtmlParserOptions
        {
            IsKeepingSourceReferences = true,
            OnToken = (token, range) => Add(token, range.Start.Position - 1, range.End.Position - 1),
        }).ParseDocument(source);
    }

    public IHtmlDocument Document { get; }

    /// <summary>In the order of the source.</summary>
    public IReadOnlyList<HtmlPart> Parts => parts;

    /// <summary>Where a tag begins that has no end; null when all are whole.</summary>
    public int? Torn { get; private set; }

    /// <param name="source">Without characters that stand for the end of a text.</param>
    /// <param name="offset">Where the source begins in a larger one.</param>
    /// <returns>Null when too much is nested.</returns>
    public static HtmlReading? Of(string source, int offset = 0)
    {
        try
        {
            return new HtmlReading(source, offset);
        }
        catch (TooDeepException)
        {
            return null;
        }
    }

    private void Add(HtmlToken token, int start, int end)
    {
        if (token.Type is HtmlTokenType.EndOfFile && start < source.Length)
            Torn = offset + start;
        if (token is HtmlTagToken named)
            Count(named);
        end = Math.Min(end, source.Length);
        parts.Add(new HtmlPart(token.Type, offset + start, offset + end, token.Name ?? "", token is HtmlTagToken tag ? [.. tag.Attributes.Select(each => Attribute(each, end))] : []));
    }

    /// <summary>In HTML an element that ends in itself nests like any other; and an end of nothing ends nothing.</summary>
    private void Count(HtmlTagToken tag)
    {
        var isOfDrawing = IsOfDrawing(tag);
        if (NeverNesting.Contains(tag.Name))
            return;
        var before = open.GetValueOrDefault(tag.Name);
        if (tag.Type is HtmlTokenType.EndTag && before > 0)
            (open[tag.Name], opened) = (before - 1, opened - 1);
        else if (tag.Type is HtmlTokenType.StartTag && !(isOfDrawing && tag.IsSelfClosing))
            (open[tag.Name], opened) = (before + 1, opened + 1);
        if (opened > MostOpen)
            throw new TooDeepException();
    }

    /// <summary>Anything else than its own elements may have ended a drawing.</summary>
    private bool IsOfDrawing(HtmlTagToken tag)
    {
        var isStart = tag.Type is HtmlTokenType.StartTag;
        if (tag.Name is "svg" or "math")
        {
            shapes = isStart && !tag.IsSelfClosing ? new(StringComparer.Ordinal) : null;
            return isStart && tag.IsSelfClosing;
        }

        if (shapes is null || !Shapes.Contains(tag.Name) || (!isStart && shapes.GetValueOrDefault(tag.Name) == 0))
        {
            shapes = null;
            return false;
        }

        if (!tag.IsSelfClosing)
            shapes[tag.Name] = shapes.GetValueOrDefault(tag.Name) + (isStart ? 1 : -1);
        return true;
    }

    /// <summary>The parser says where the name begins; its value follows.</summary>
    private HtmlAttribute Attribute(HtmlAttributeToken attribute, int end)
    {
        // A name may begin with the sign that ends all others.
        var at = attribute.Position.Index + 1;
        while (at < end && source[at] is not ('=' or '>' or '/') && !char.IsWhiteSpace(source[at]))
            at++;
        at = AfterSpace(at, end);
        if (at >= end || source[at] != '=')
            return new HtmlAttribute(attribute.Name, attribute.Value, -1, -1, IsQuoted: false);
        at = AfterSpace(at + 1, end);
        var quote = at < end && source[at] is '"' or '\'' ? source[at] : (char?)null;
        var start = quote is null ? at : at + 1;
        for (at = start; at < end && (quote is null ? source[at] != '>' && !char.IsWhiteSpace(source[at]) : source[at] != quote);)
            at++;
        return new HtmlAttribute(attribute.Name, attribute.Value, offset + start, offset + at, quote is not null);
    }

    private int AfterSpace(int at, int end)
    {
        while (at < end && char.IsWhiteSpace(source[at]))
            at++;
        return at;
    }

    private sealed class TooDeepException : Exception;
}

/// <param name="Name">Of a tag: the element, in lower case; of a text or comment: what it says, entities resolved.</param>
internal sealed record HtmlPart(HtmlTokenType Type, int Start, int End, string Name, IReadOnlyList<HtmlAttribute> Attributes);

/// <param name="Value">Entities resolved.</param>
/// <param name="Start">Of the value in the source, without its quotes; -1 when it has none.</param>
internal readonly record struct HtmlAttribute(string Name, string Value, int Start, int End, bool IsQuoted);
