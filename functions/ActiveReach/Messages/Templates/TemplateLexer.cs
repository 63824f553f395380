using ActiveReach.Problems;

namespace ActiveReach.Messages.Templates;

/// <summary>Splits a template into literal text and tags. Comments (<c>{{! … }}</c>, <c>{{!-- … --}}</c>) are dropped; raw output,
/// partials and whitespace control are refused, since every value is to be escaped where it lands.</summary>
internal static class TemplateLexer
{
    public static List<Piece> Split(string template, ProblemList problems)
    {
        var pieces = new List<Piece>();
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
                break;
            if (open > at)
                pieces.Add(Piece.Literal(template[at..open]));
            var isLongComment = template.AsSpan(open).StartsWith("{{!--", StringComparison.Ordinal);
            var close = isLongComment ? template.IndexOf("--}}", open, StringComparison.Ordinal) + 2 : FindClose(template, open + 2);
            if (close < 2)
            {
                problems.Add("template_syntax", $"'{Shorten(template[open..])}' is not closed: end it with '}}}}'.");
                return pieces;
            }

            AddTag(template[(open + 2)..close], pieces, problems);
            at = close + 2;
        }

        if (at < template.Length)
            pieces.Add(Piece.Literal(template[at..]));
        return pieces;
    }

    private static void AddTag(string inner, List<Piece> pieces, ProblemList problems)
    {
        if (inner.StartsWith('!'))
            return;
        var tag = inner.Trim();
        if (tag.Length == 0 || inner[0] is '{' or '&' or '>' or '*' or '~' or '^' || inner[^1] is '~')
        {
            problems.Add("template_syntax", $"'{{{{{Shorten(inner)}}}}}' is not supported: write {{{{field}}}}, {{{{default field 'text'}}}}, {{{{link 'https://…'}}}} or {{{{#if field}}}}…{{{{/if}}}}.");
            return;
        }

        pieces.Add(Piece.OfTag(tag));
    }

    private static int FindClose(string template, int from)
    {
        var quote = '\0';
        for (var i = from; i < template.Length; i++)
        {
            var c = template[i];
            if (quote != '\0')
            {
                if (c == quote)
                    quote = '\0';
            }
            else if (c is '\'' or '"')
                quote = c;
            else if (c == '}' && i + 1 < template.Length && template[i + 1] == '}')
                return i;
        }

        return -1;
    }

    internal static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 39), "…");
}

/// <summary>Problems of one template, all at its path.</summary>
internal sealed class ProblemList(string path)
{
    private readonly List<InputProblem> problems = [];

    public IReadOnlyList<InputProblem> All => problems;

    /// <summary>Whether the template can't be rendered at all; an unknown field only renders as nothing.</summary>
    public bool AnyFatal => problems.Exists(problem => problem.Code != "unknown_field");

    public void Add(string code, string message) => problems.Add(new InputProblem(path, code, message));
}
