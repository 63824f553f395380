using ActiveReach.Workspaces;

namespace ActiveReach.Messages.Templates;

/// <summary>Turns pieces into the tree that is rendered. The check and the composer read the same tree, so what was accepted when
/// it was saved is what is sent.</summary>
internal sealed class TemplateParser(TemplateKind kind, Workspace workspace, LinkTable links, ProblemList problems)
{
    private const int MaxDepth = 16;
    private IReadOnlyList<Piece> pieces = [];
    private int at;

    public IReadOnlyList<Node> Parse(string template)
    {
        pieces = TemplateLexer.Split(template, problems);
        if (kind == TemplateKind.Html)
            pieces = new HtmlPlaces(problems).Track(pieces);
        return ParseAll(pieces);
    }

    private List<Node> ParseAll(IReadOnlyList<Piece> source)
    {
        pieces = source;
        at = 0;
        var nodes = Block(null, out _, depth: 0);
        if (at < pieces.Count)
            problems.Add("template_syntax", $"'{{{{{pieces[at].Tag}}}}}' closes nothing.");
        return nodes;
    }

    private List<Node> Block(string? closing, out string? end, int depth)
    {
        var nodes = new List<Node>();
        end = null;
        for (; at < pieces.Count; at++)
        {
            var piece = pieces[at];
            if (piece.Text is { } text)
                nodes.Add(new TextNode(text));
            else if (piece.Link is { } link)
                nodes.Add(Tracked(link));
            else if (piece.Tag![0] is '/' || piece.Tag is "else")
            {
                end = piece.Tag;
                return nodes;
            }
            else if (piece.Tag[0] is '#')
            {
                if (Condition(piece.Tag, depth) is not { } condition)
                    return nodes;
                nodes.Add(condition);
            }
            else if (Value(piece.Tag) is { } node)
                nodes.Add(node);
        }

        if (closing is not null)
            problems.Add("template_syntax", $"'{{{{#{closing} …}}}}' is not closed: end it with '{{{{/{closing}}}}}'.");
        return nodes;
    }

    private ConditionNode? Condition(string tag, int depth)
    {
        var (name, rest) = SplitName(tag[1..]);
        if (name is not ("if" or "unless") || depth >= MaxDepth)
        {
            problems.Add("template_syntax", depth >= MaxDepth ? $"More than {MaxDepth} blocks are nested." : $"There is no block '#{name}': there are #if and #unless.");
            at = pieces.Count;
            return null;
        }

        var condition = new ExpressionParser(rest, workspace, problems).Parse();
        at++;
        var then = Block(name, out var end, depth + 1);
        List<Node> otherwise = [];
        if (end == "else")
        {
            at++;
            otherwise = Block(name, out end, depth + 1);
        }

        if (end is not null && end != "/" + name)
            problems.Add("template_syntax", $"'{{{{#{name} …}}}}' is closed by '{{{{{end}}}}}'.");
        return condition is null ? null : new ConditionNode(condition, name == "unless", then, otherwise);
    }

    private Node? Value(string tag)
    {
        if (tag == "unsubscribe")
            return new UnsubscribeNode();
        var (name, rest) = SplitName(tag);
        if (name == "link")
            return Link(rest);
        return new ExpressionParser(tag, workspace, problems).Parse() is { } value ? new ValueNode(value) : null;
    }

    private LinkNode? Link(string argument)
    {
        if (kind == TemplateKind.Subject)
        {
            problems.Add("link_place", "A subject can't hold a link: put it in the text.");
            return null;
        }

        if (new ExpressionParser(argument, workspace, problems).Parse() is not { } target)
            return null;
        if (target is not LiteralExpression literal)
            return new LinkNode(links.Add(new LinkTarget([new ValueNode(target)], Escaping.None)));
        var place = literal.Value as string ?? "";
        if (!WebAddress.IsWeb(place))
            problems.Add("link_invalid", $"'{TemplateLexer.Shorten(place)}' is no web address: a link starts with https:// or http://.");
        return new LinkNode(links.Add(new LinkTarget(place)));
    }

    private LinkNode Tracked(IReadOnlyList<Piece> target)
    {
        if (target.All(piece => piece.Text is not null))
            return new LinkNode(links.Add(new LinkTarget(string.Concat(target.Select(piece => piece.Text)))));
        var inner = new TemplateParser(TemplateKind.Text, workspace, links, problems).ParseAll(target);
        return new LinkNode(links.Add(new LinkTarget(inner, target[0].Text is null ? Escaping.None : Escaping.Url)));
    }

    private static (string Name, string Remainder) SplitName(string tag)
    {
        var space = tag.AsSpan().IndexOfAny(" \t\r\n");
        return space < 0 ? (tag, "") : (tag[..space], tag[(space + 1)..]);
    }
}
