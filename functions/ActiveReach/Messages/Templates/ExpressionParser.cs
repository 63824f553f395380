using System.Globalization;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages.Templates;

/// <summary>Reads the inside of a tag: a field, or a function and its arguments, with more in parentheses.</summary>
internal sealed class ExpressionParser(string source, Workspace workspace, ProblemList problems)
{
    private const int MaxDepth = 16;
    private int at;

    /// <summary>The expression of the whole source, or null with the problem noted.</summary>
    public Expression? Parse()
    {
        var expression = Call(depth: 0);
        Skip();
        if (expression is not null && at < source.Length)
            return Wrong($"nothing may follow after '{source[..at].Trim()}'");
        return expression;
    }

    private Expression? Call(int depth)
    {
        if (depth > MaxDepth)
            return Wrong($"more than {MaxDepth} parentheses are nested");
        Skip();
        var start = at;
        var name = Word();
        if (name.Length == 0)
            return Argument(depth);
        Skip();
        var hasArguments = at < source.Length && source[at] != ')';
        if (!hasArguments || !TemplateFunctions.TryFind(name, out var count, out var function))
        {
            if (hasArguments)
            {
                problems.Add("unknown_function", $"'{name}' is no function of templates; there are {TemplateFunctions.Names}.");
                return null;
            }

            at = start;
            return Argument(depth);
        }

        var arguments = new List<Expression>();
        while (at < source.Length && source[at] != ')')
        {
            if (Argument(depth) is not { } argument)
                return null;
            arguments.Add(argument);
            Skip();
        }

        return arguments.Count == count ? new CallExpression(function, arguments) : Wrong($"'{name}' takes {count} argument(s), not {arguments.Count}");
    }

    private Expression? Argument(int depth)
    {
        Skip();
        if (at >= source.Length)
            return Wrong("a field is missing");
        if (source[at] is '\'' or '"')
            return Quoted();
        if (source[at] != '(')
            return Bare();
        at++;
        var inner = Call(depth + 1);
        Skip();
        if (inner is null)
            return null;
        if (at >= source.Length || source[at] != ')')
            return Wrong("a ')' is missing");
        at++;
        return inner;
    }

    private Expression? Quoted()
    {
        var end = source.IndexOf(source[at], at + 1);
        if (end < 0)
            return Wrong("a quote is not closed");
        var text = source[(at + 1)..end];
        at = end + 1;
        return new LiteralExpression(text);
    }

    private Expression? Bare()
    {
        var word = Word();
        if (word.Length == 0)
            return Wrong($"'{source[at]}' can't stand here");
        if (word is "true" or "false")
            return new LiteralExpression(word == "true");
        if (double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return new LiteralExpression(number);
        var reader = TemplateFields.Find(word, workspace);
        if (reader is null)
            problems.Add("unknown_field", $"There is no field '{word}'; there are {TemplateFields.Names}. Custom fields are declared in the workspace's settings.");
        return new FieldExpression(reader);
    }

    private string Word()
    {
        var start = at;
        while (at < source.Length && (char.IsLetterOrDigit(source[at]) || source[at] is '_' or '.' or '-'))
            at++;
        return source[start..at];
    }

    private void Skip()
    {
        while (at < source.Length && char.IsWhiteSpace(source[at]))
            at++;
    }

    private Expression? Wrong(string what)
    {
        problems.Add("template_syntax", $"'{{{{{TemplateLexer.Shorten(source)}}}}}' can't be read: {what}.");
        return null;
    }
}
