using ActiveReach.Audiences.Expressions;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences;

/// <summary>Finds what is wrong with an audience before it is stored or read.</summary>
public static class AudienceValidation
{
    /// <summary>Most people an audience may name one by one.</summary>
    public const int MostNamed = 10_000;

    /// <summary>Every problem with its path below <paramref name="path"/>; empty when the audience can be read.</summary>
    public static IReadOnlyList<InputProblem> Check(Audience audience, Workspace workspace, string path = "audience")
    {
        var problems = new List<InputProblem>();
        var prefix = path.Length == 0 ? "" : path + ".";
        Segments(audience.Include, prefix + "include", problems);
        Segments(audience.Exclude, prefix + "exclude", problems);
        ExpressionParser.Parse(audience.Where, workspace.CustomFields, prefix + "where", problems);
        if (audience.Contacts is { Count: > MostNamed } named)
            problems.Add(new InputProblem(prefix + "contacts", "too_many", $"An audience names at most {MostNamed} contacts; this one names {named.Count}. Give them a tag and ask for it."));
        return problems;
    }

    /// <summary>The tree of the audience's expression.</summary>
    /// <exception cref="InvalidInputException">Something is wrong with the audience.</exception>
    public static Expression? Read(Audience audience, Workspace workspace) =>
        Check(audience, workspace) is { Count: > 0 } problems
            ? throw new InvalidInputException(problems)
            : ExpressionParser.Parse(audience.Where, workspace, "audience.where");

    private static void Segments(IReadOnlyList<string> segments, string path, List<InputProblem> problems)
    {
        for (var index = 0; index < segments.Count; index++)
            problems.Add(new InputProblem($"{path}[{index}]", "unknown_segment", $"There is no segment '{segments[index]}' in this workspace. Remove it, or write its conditions in 'where'."));
    }
}
