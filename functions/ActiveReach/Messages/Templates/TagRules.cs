using System.Text.RegularExpressions;

namespace ActiveReach.Messages.Templates;

/// <summary>What is wrong with a template before Handlebars reads it, and the limits that keep reading and rendering it cheap.</summary>
internal static partial class TagRules
{
    private const int MaxDepth = 16;
    private static readonly string[] Blocks = ["#if", "#unless", "#each", "#with"];

    /// <param name="places">Where in the HTML each tag stands: a block may not begin in one place and end in another.</param>
    public static void Check(IReadOnlyList<Tag> tags, IReadOnlyList<int> places, ProblemList problems)
    {
        var openAt = new Dictionary<int, int>();
        var (depth, chained, lists) = (0, 0, 0);
        for (var i = 0; i < tags.Count && !problems.AnyFatal; i++)
        {
            var tag = tags[i];
            var isElse = tag.Name == "else";
            var step = tag.Name[0] switch { '#' => 1, '/' => -1, _ => 0 };
            depth += step;
            lists += tag.Name is "#each" or "/each" ? step : 0;
            chained = depth == 0 ? 0 : chained + (isElse && tag.HasArguments ? 1 : 0);
            var here = openAt[places[i]] = openAt.GetValueOrDefault(places[i]) + step;
            if ((here < 0 || (isElse && here == 0)) && places[i] == 0)
                problems.Syntax(tag, "no block is open here");
            else if (here < 0 || (isElse && here == 0))
                problems.Add("field_place", $"'{{{{{tag.Text}}}}}' belongs to a block outside of its attribute: keep a block within the text or within one attribute.");
            else if (step > 0 && !Blocks.Contains(tag.Name))
                problems.Syntax(tag, $"there is no block '{tag.Name}', there are {string.Join(", ", Blocks)}");
            else if (depth + chained > MaxDepth)
                problems.Syntax(tag, $"more than {MaxDepth} blocks are nested or chained");
            else if (lists > 1)
                problems.Syntax(tag, "an #each can't stand inside another");
            else
                CheckFunctions(tag, isFunction: tag.HasArguments && step == 0 && !isElse, problems);
        }

        if (!problems.AnyFatal && openAt.ContainsValue(1))
            problems.Syntax(tags.Last(tag => tag.Name[0] == '#'), "this block, or one before it, is not closed where it was opened: end #if with '{{/if}}' in the same text or attribute");
    }

    public static IEnumerable<Tag> OutsideOfBlocks(IEnumerable<Tag> tags)
    {
        var depth = 0;
        foreach (var tag in tags)
        {
            depth += tag.Name[0] switch { '#' => 1, '/' => -1, _ => 0 };
            if (depth == 0)
                yield return tag;
        }
    }

    private static void CheckFunctions(Tag tag, bool isFunction, ProblemList problems)
    {
        var names = Inner().Matches(Quoted().Replace(tag.Text, "''")).Select(match => match.Groups["name"].Value).ToList();
        var unknown = names.Find(name => name is "link" or TemplateFunctions.Media || !TemplateFunctions.Exists(name)) ?? (isFunction && !TemplateFunctions.Exists(tag.Name) ? tag.Name : null);
        if (unknown is not null)
            problems.Add("unknown_function", $"'{unknown}' is no function of templates; there are {TemplateFunctions.Names}.");
        else if (names.Count > MaxDepth)
            problems.Syntax(tag, $"more than {MaxDepth} parentheses are used");
    }

    [GeneratedRegex(@"'[^']*'|""[^""]*""", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\(\s*(?<name>[^\s()]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Inner();
}
