using System.Net;

namespace ActiveReach.Messages.Templates;

/// <summary>Finds the hrefs of an HTML template, which become tracked links, and refuses fields where escaping would not make
/// them harmless: in scripts, styles, handlers and outside of quotes.</summary>
internal sealed class HtmlPlaces(ProblemList problems)
{
    private static readonly string[] PlainSchemes = ["mailto:", "tel:", "sms:", "#"];
    private readonly HtmlScanner scanner = new();
    private readonly List<Piece> result = [];
    private List<Piece>? href;

    public IReadOnlyList<Piece> Track(IReadOnlyList<Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            if (piece.Text is { } text)
                Follow(text);
            else
                Accept(piece);
        }

        if (href is not null)
            problems.Add("template_syntax", "An href is not closed: end its value with the quote that it began with.");
        return result;
    }

    private void Follow(string text)
    {
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var before = scanner.Place;
            scanner.Next(text, i);
            if (before == HtmlPlace.Tag && IsHref)
            {
                Add(text[from..(i + 1)]);
                (href, from) = ([], i + 1);
            }
            else if (href is not null && scanner.Place == HtmlPlace.Tag)
            {
                Add(text[from..i]);
                from = i;
                Close(href);
            }
        }

        Add(text[from..]);
    }

    private bool IsHref => scanner is { Place: HtmlPlace.DoubleQuoted or HtmlPlace.SingleQuoted, Attribute: "href", Element: "a" or "area" } && href is null;

    private void Add(string text)
    {
        if (text.Length > 0)
            (href ?? result).Add(Piece.Literal(text));
    }

    private void Accept(Piece tag)
    {
        (href ?? result).Add(tag);
        var isHarmless = scanner.Place switch
        {
            HtmlPlace.Content or HtmlPlace.Comment => true,
            HtmlPlace.DoubleQuoted or HtmlPlace.SingleQuoted => !IsActive(scanner.Attribute),
            _ => false,
        };
        if (!isHarmless)
            problems.Add("field_place", $"'{{{{{TemplateLexer.Shorten(tag.Tag!)}}}}}' stands inside a tag, script, style or handler: put it in the text or in a quoted attribute such as alt or href.");
    }

    private bool IsActive(string attribute) =>
        attribute.StartsWith("on", StringComparison.Ordinal) || attribute is "style" or "srcdoc" or "action" or "formaction" or "data"
        || (attribute == "href" && href is null);

    private void Close(List<Piece> value)
    {
        href = null;
        if (Tracks(value))
            result.Add(Piece.Tracked([.. value.Select(piece => piece.Text is null ? piece : Piece.Literal(WebUtility.HtmlDecode(piece.Text).Trim()))]));
        else
            result.AddRange(value);
    }

    private bool Tracks(List<Piece> value)
    {
        if (value.Count == 0 || value is [{ Tag: { } only }] && (only == "unsubscribe" || only.StartsWith("link ", StringComparison.Ordinal)))
            return false;
        if (value is [{ Tag: not null }])
            return true;
        var beginning = WebUtility.HtmlDecode(value[0].Text ?? "").Trim();
        if (PlainSchemes.Any(scheme => beginning.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
            return false;
        var isRight = value.Count == 1 ? WebAddress.IsWeb(beginning) : WebAddress.NamesItsHost(beginning);
        if (!isRight)
            problems.Add("link_invalid", $"The href '{TemplateLexer.Shorten(beginning)}' is no web address: start it with https:// and the whole host, or use mailto:, tel:, sms: or one field alone.");
        return isRight;
    }
}
