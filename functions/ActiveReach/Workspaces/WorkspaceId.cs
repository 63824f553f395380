using System.Text.RegularExpressions;

namespace ActiveReach.Workspaces;

/// <summary>The short name of a workspace, as it stands in every route: 2 to 40 of <c>a-z 0-9 -</c>.</summary>
public readonly partial record struct WorkspaceId(string Value)
{
    public static bool TryParse(string? text, out WorkspaceId id)
    {
        id = new WorkspaceId(text ?? "");
        return text is not null && Pattern().IsMatch(text);
    }

    public override string ToString() => Value;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
