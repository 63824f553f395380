using AngleSharp.Dom;

namespace ActiveReach.Messages.Html;

/// <summary>What of a mail a reader sees: not its head, code, comments, what is for Outlook alone, or what is hidden.</summary>
/// <param name="from">What counts as hidden: by default also what only some don't see.</param>
internal sealed class Visibility(IDocument document, Readers from = Readers.Some)
{
    private static readonly HashSet<string> Unseen = new(StringComparer.Ordinal)
    {
        "head", "title", "style", "script", "template", "iframe", "noframes", "noembed", "object", "audio", "video", "canvas",
        "datalist", "select", "textarea", "xmp", "plaintext", "input", "meter", "progress",
    };

    private readonly HashSet<IElement> hiddenByRule = HidingRules.In(document, from);
    private readonly Dictionary<IElement, HidingStyle> styles = [];

    /// <summary>Whether it takes part at all: pictures in a cell of <c>font-size:0</c> do, as do what has a size of its own.</summary>
    public bool Holds(IElement element) => StyleOf(element) is { IsGone: false, IsInvisible: not true };

    /// <summary>Whether text in it can be read.</summary>
    public bool Shows(IElement element) => StyleOf(element) is { IsGone: false, IsTiny: not true, IsInvisible: not true, IsClear: not true };

    /// <summary>Whether a reader sees the mark: written out, or as a link that can be seen.</summary>
    public bool ShowsMark(char mark) => Read(mark).IsSeen;

    /// <summary>What hides the mark: the outermost element, or the comment that begins what is not for everybody; null when it is seen or isn't in
    /// the document at all.</summary>
    public INode? WhatHides(char mark) => Read(mark).Hiding;

    private (bool IsSeen, INode? Hiding) Read(char mark)
    {
        INode? conditional = null;
        INode? hiding = null;
        var open = new Stack<INode>([document]);
        while (open.TryPop(out var node))
        {
            if (node is IComment comment)
                conditional = ConditionalComments.IsOpening(comment.Data) ? comment : ConditionalComments.IsClosing(comment.Data) ? null : conditional;
            if (Carries(node, mark))
            {
                var element = node as IElement ?? node.ParentElement!;
                if (conditional is null && (node is IElement link ? ShowsLink(link) : Shows(element)))
                    return (true, null);
                hiding ??= conditional ?? Outermost(element);
            }

            for (var i = node.ChildNodes.Length - 1; i >= 0; i--)
                open.Push(node.ChildNodes[i]);
        }

        return (false, hiding);
    }

    private static bool Carries(INode node, char mark) => node switch
    {
        IText text => text.Data.Contains(mark, StringComparison.Ordinal),
        IElement { LocalName: "a" or "area" } link => link.GetAttribute("href")?.Contains(mark, StringComparison.Ordinal) is true,
        _ => false,
    };

    /// <summary>A link of no text and no picture is none for a reader.</summary>
    public bool ShowsLink(IElement link) => Holds(link) && (link.LocalName == "area" || ShowsPicture(link) || ShowsText(link));

    public bool ShowsPicture(IParentNode within) => within.QuerySelectorAll("img, svg, area[href], [background], [style*=url]").Any(Holds);

    private bool ShowsText(IElement element)
    {
        var open = new Stack<INode>([element]);
        while (open.TryPop(out var node))
        {
            if (node is IText text && text.Data.Any(c => !char.IsWhiteSpace(c) && c is not (>= '\u200B' and <= '\u200F' or '\uFEFF' or '\u034F' or '\u00AD')) && Shows(node.ParentElement!))
                return true;
            foreach (var child in node.ChildNodes)
                open.Push(child);
        }

        return false;
    }

    private IElement? Outermost(IElement element)
    {
        IElement? outermost = null;
        for (var each = element; each is not null; each = each.ParentElement)
            outermost = Shows(each) ? outermost : each;
        return outermost;
    }

    /// <summary>From the outermost that isn't known inwards, however deep it is.</summary>
    private HidingStyle StyleOf(IElement element)
    {
        var unknown = new Stack<IElement>();
        HidingStyle style = default;
        for (var each = element; each is not null && !styles.TryGetValue(each, out style); each = each.ParentElement)
            unknown.Push(each);
        while (unknown.TryPop(out var next))
            styles[next] = style = Inside(style, next);
        return style;
    }

    private HidingStyle Inside(HidingStyle around, IElement element)
    {
        var own = HidingStyle.Of(element.GetAttribute("style"));
        var isGone = around.IsGone || own.IsGone || Unseen.Contains(element.LocalName) || element.HasAttribute("hidden") || hiddenByRule.Contains(element)
            || (element.LocalName is "dialog" && !element.HasAttribute("open"));
        return new HidingStyle(isGone, own.IsTiny ?? around.IsTiny, own.IsInvisible ?? around.IsInvisible, own.IsClear ?? around.IsClear);
    }
}
