using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules.Reading;

/// <summary>A file of the tree by its path from the root.</summary>
internal sealed record SourceFile(string Path)
{
    private string? _text;

    public string Name => System.IO.Path.GetFileName(Path);

    public string Text => _text ??= File.ReadAllText(System.IO.Path.Combine(SourceTree.Root, Path));

    public IReadOnlyList<string> Lines => Text.Split('\n');

    /// <summary>Where a pattern is met outside of comments, as "path:line: text".</summary>
    public IEnumerable<string> Find(Regex pattern) => Lines
        .Select((text, index) => (Text: text, Number: index + 1))
        .Where(line => !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal) && pattern.IsMatch(line.Text))
        .Select(line => $"{Path}:{line.Number}: {line.Text.Trim()}");
}
