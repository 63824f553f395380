using System.Text.RegularExpressions;

namespace ActiveReach.Messages.Templates;

/// <param name="Start">Where its braces begin in <see cref="TemplateTags.Source"/>.</param>
/// <param name="Text">What stands between the braces, trimmed.</param>
internal sealed record Tag(int Start, int Length, string Text)
{
    public int End => Start + Length;

    /// <summary>The word that the tag begins with: a field, a function, or a block with its <c>#</c> or <c>/</c>.</summary>
    public string Name { get; } = Text.Split((char[]?)null, 2)[0];

    public bool IsOfBlock => Name is ['#' or '/', ..] or "else";

    public bool HasArguments => Name.Length < Text.Length;
}

/// <summary>Where the tags of a template stand. What they mean is Handlebars' to say; but only plain tags are let through (no raw
/// output, partials, decorators, whitespace control or escapes), so that both agree on where each tag begins and ends.</summary>
internal sealed partial class TemplateTags
{
    /// <summary>Stands for a tag in <see cref="Masked"/>; Unicode reserves it, and those after it, for such uses.</summary>
    public const char Mask = '\uFDD0';

    /// <summary>The last of the reserved characters, none of which is left in <see cref="Masked"/>.</summary>
    private const char LastReserved = '\uFDEF';

    private const int MaxTags = 1000;

    private TemplateTags(string source, IReadOnlyList<Tag> all) => (Source, All, Masked) = (source, all, Overwrite(source, all, _ => Mask));

    /// <summary>The template without its comments.</summary>
    public string Source { get; }

    public IReadOnlyList<Tag> All { get; }

    /// <summary>The template with every tag overwritten, character by character.</summary>
    public string Masked { get; }

    /// <summary>The template with every tag overwritten by a character of its own kind; one that has none by a comment, which is nothing
    /// wherever it stands in the text.</summary>
    public string MaskedBy(Func<Tag, char?> maskOf) => Overwrite(Source, All, maskOf);

    public IReadOnlyList<Tag> Within(int start, int end) => [.. All.Where(tag => tag.Start >= start && tag.End <= end)];

    public static TemplateTags Read(string template, ProblemList problems)
    {
        var source = Comment().Replace(template, match =>
        {
            if (match.Value.StartsWith("{{!--", StringComparison.Ordinal) && !match.Value.EndsWith("--}}", StringComparison.Ordinal))
                problems.Syntax(match.Value, "end the comment with '--}}'");
            return "";
        });
        var tags = new TemplateTags(source, [.. Plain().Matches(source).Select(match => new Tag(match.Index, match.Length, match.Groups["text"].Value.Trim()))]);
        if (tags.All.Count > MaxTags)
            problems.Add("too_long", $"The template has {tags.All.Count} tags; at most {MaxTags} are allowed.");
        if (problems.All.Count == 0)
            tags.FindOthers(problems);
        return tags;
    }

    private static string Overwrite(string source, IReadOnlyList<Tag> tags, Func<Tag, char?> maskOf) => string.Create(source.Length, (source, tags, maskOf), static (text, from) =>
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = from.source[i] is >= Mask and <= LastReserved or >= '\uFFFE' ? '\uFFFD' : from.source[i];
        foreach (var tag in from.tags)
        {
            var place = text.Slice(tag.Start, tag.Length);
            place.Fill(from.maskOf(tag) ?? 'x');
            if (from.maskOf(tag) is not null)
                continue;
            "<!--".CopyTo(place);
            "-->".CopyTo(place[^3..]);
        }
    });

    private void FindOthers(ProblemList problems)
    {
        var at = Masked.IndexOf("{{", StringComparison.Ordinal);
        if (at < 0 && All.FirstOrDefault(IsEmbraced) is { } odd)
            at = Math.Max(0, odd.Start - 1);
        if (at >= 0)
            problems.Syntax(Source[at..], "close it with '}}' and write {{field}}, {{default field 'text'}}, {{link 'https://…'}} or {{#if field}}…{{/if}}; partials, raw output, '~', '[' and '\\' are not supported");
        else if (All.FirstOrDefault(tag => tag.Text.Length == 0) is { } empty)
            problems.Syntax(empty, "name a field");
    }

    private bool IsEmbraced(Tag tag) =>
        (tag.Start > 0 && Source[tag.Start - 1] is '{' or '\\') || (tag.End < Source.Length && Source[tag.End] == '}');

    [GeneratedRegex(@"\{\{!(?:--.*?--\}\}|.*?\}\})", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex("""\{\{(?<text>(?:[\s(](?:'[^'{}\\]*'|"[^"{}\\]*")|[A-Za-z0-9_.@/()#\s-])*)\}\}""", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
