using ActiveReach.Messages.Templates;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace ActiveReach.Messages.Html;

/// <summary>The text part of a mail that was written in HTML only: what a reader sees, with the addresses of its links, alternative
/// texts, lists and cells apart. It is a template as the HTML is, with the same links.</summary>
/// <param name="tracked">What stands in place of links, by where they begin.</param>
internal sealed class PlainText(HtmlReading reading, Visibility visibility, TemplateTags template, IReadOnlyDictionary<int, string> tracked)
{
    private static readonly string[] Paragraphs = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "pre", "figure", "hr"];
    private static readonly string[] Lines =
        ["div", "tr", "li", "dt", "dd", "section", "article", "header", "footer", "main", "nav", "aside", "address", "center", "form", "fieldset", "caption", "figcaption", "body", "br", "details", "summary"];

    private static readonly string[] Void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];
    private readonly Dictionary<int, IElement> elements = reading.Document.All.Where(element => element.SourceReference is { Position.Position: > 0 })
        .GroupBy(element => element.SourceReference!.Position.Position - 1).ToDictionary(group => group.Key, group => group.First());

    private readonly List<(string Name, bool IsSeen)> open = [];
    private readonly Dictionary<int, int> numbers = [];
    private readonly PlainLines lines = new();
    private (int Start, string Address, string[] Shown)? link;
    private int blocks;

    private bool IsSeen => open.Count == 0 || open[^1].IsSeen;

    public string Write()
    {
        foreach (var part in reading.Parts)
        {
            if (part.Type is HtmlTokenType.StartTag)
                Begin(part);
            else if (part.Type is HtmlTokenType.EndTag)
                End(part.Name);
            else if (part.Type is HtmlTokenType.Character && IsSeen)
                Write(part.Name, template.Within(part.Start, part.End));
            else if (part.Type is HtmlTokenType.Comment or HtmlTokenType.Character)
                WriteBlocks(template.Within(part.Start, part.End));
        }

        EndLink();
        return lines.ToString();
    }

    private void Begin(HtmlPart part)
    {
        var isSeen = elements.TryGetValue(part.Start, out var element) ? visibility.Shows(element) : IsSeen;
        if (!Void.Contains(part.Name))
            open.Add((part.Name, isSeen));
        if (!isSeen && !(element is not null && IsPicture(element)))
            return;
        Break(part.Name);
        if (part.Name == "ol")
            numbers.Remove(open.Count - 1);
        if (part.Name == "li")
            lines.Write(Bullet());
        else if (part.Name is "td" or "th")
            lines.Separate();
        else if (part.Name == "hr")
            lines.Write("---");
        else if (part.Name == "a")
            BeginLink(part);
        else if (part.Name is "img" or "area" && part.Attributes.FirstOrDefault(each => each.Name == "alt") is { Name: not null, Start: >= 0 } alt)
            WriteAlternative(part, alt);
        if (part.Name == "hr")
            lines.Break(2);
    }

    /// <summary>Where text is of no size, a picture is seen all the same, and so is a link of one.</summary>
    private bool IsPicture(IElement element) => element.LocalName switch
    {
        "img" or "area" => visibility.Holds(element),
        "a" => visibility.ShowsLink(element),
        _ => false,
    };

    private void WriteAlternative(HtmlPart part, HtmlAttribute alt)
    {
        lines.Write(' ');
        Write(alt.Value, template.Within(alt.Start, alt.End));
        lines.Write(' ');
        if (part.Name == "area" && AddressOf(part) is { } address)
            lines.Attach($" ({address})");
    }

    private void End(string name)
    {
        var at = open.FindLastIndex(each => each.Name == name);
        if (name == "a")
            EndLink();
        if (at >= 0)
            open.RemoveRange(at, open.Count - at);
        if (IsSeen)
            Break(name);
        if (blocks > 0 && name is "td" or "th")
            lines.Write(' ');
    }

    private void Break(string element)
    {
        if (Paragraphs.Contains(element) && !(element is "ul" or "ol" && open.Exists(each => each.Name == "li")))
            lines.Break(2);
        else if (element is "ul" or "ol" || Lines.Contains(element))
            lines.Break(1);
    }

    /// <summary>A number where the list has numbers, and rows of it are not repeated for each contact.</summary>
    private string Bullet()
    {
        var list = open.FindLastIndex(each => each.Name is "ol" or "ul");
        if (list < 0 || open[list].Name == "ul" || blocks > 0)
            return "- ";
        numbers[list] = numbers.GetValueOrDefault(list) + 1;
        return $"{numbers[list]}. ";
    }

    private void BeginLink(HtmlPart part)
    {
        EndLink();
        if (AddressOf(part) is not { } address)
            return;
        var href = part.Attributes.First(each => each.Name == "href");
        link = (lines.Begin(), address, [Bare(href.Value), Bare(template.Source[href.Start..href.End]), Bare(address)]);
    }

    /// <summary>The address stands behind the words of the link, or alone where they say the same.</summary>
    private void EndLink()
    {
        if (link is not var (start, address, shown))
            return;
        link = null;
        var words = Bare(lines.Since(start));
        var isAlone = words.Length == 0 || shown.Contains(words);
        if (isAlone)
            lines.Cut(start);
        lines.Attach(isAlone ? address : $" ({address})");
    }

    private static string Bare(string address)
    {
        var bare = address.Trim().TrimEnd('/');
        var scheme = bare.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0 ? bare : bare[(scheme + 3)..];
    }

    /// <summary>What a reader of text can use: not a place in the page.</summary>
    private string? AddressOf(HtmlPart part)
    {
        if (part.Attributes.FirstOrDefault(each => each.Name == "href") is not { Name: not null, Start: >= 0 } href)
            return null;
        if (tracked.TryGetValue(href.Start, out var address))
            return address;
        var value = new PlainLines();
        WriteTo(value, href.Value.Trim(), template.Within(href.Start, href.End));
        var plain = value.ToString();
        if (plain.Length == 0 || plain[0] == '#')
            return null;
        var scheme = plain.IndexOf(':', StringComparison.Ordinal);
        return scheme > 0 && plain[..scheme].ToLowerInvariant() is "mailto" or "tel" or "sms" ? plain[(scheme + 1)..].Split('?')[0] : plain;
    }

    private void Write(string words, IReadOnlyList<Tag> tags)
    {
        WriteTo(lines, words, tags);
        blocks += tags.Count(tag => tag.Name[0] == '#') - tags.Count(tag => tag.Name[0] == '/');
    }

    private void WriteTo(PlainLines target, string words, IReadOnlyList<Tag> tags)
    {
        var next = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (next >= tags.Count || words[i] is not (TemplateTags.Mask or Template.WayOutMask))
            {
                target.Write(words[i]);
                continue;
            }

            target.WriteTag(TextOf(tags[next]), tags[next].IsOfBlock);
            i += tags[next++].Length - 1;
        }
    }

    /// <summary>A block stays whole, whatever of it is seen.</summary>
    private void WriteBlocks(IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags.Where(tag => tag.IsOfBlock))
        {
            lines.WriteTag(TextOf(tag), isOfBlock: true);
            blocks += tag.Name[0] switch { '#' => 1, '/' => -1, _ => 0 };
        }
    }

    private string TextOf(Tag tag) => tracked.GetValueOrDefault(tag.Start) ?? template.Source[tag.Start..tag.End];
}
