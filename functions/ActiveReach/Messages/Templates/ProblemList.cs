using ActiveReach.Problems;

namespace ActiveReach.Messages.Templates;

/// <summary>Problems of one template, all at its path.</summary>
internal sealed class ProblemList(string path)
{
    private readonly List<InputProblem> problems = [];

    public IReadOnlyList<InputProblem> All => problems;

    /// <summary>Whether the template can't be rendered at all; an unknown field only renders as nothing.</summary>
    public bool AnyFatal => problems.Exists(problem => problem.Code != "unknown_field");

    /// <summary>A problem is told once, however often the template has it.</summary>
    public void Add(string code, string message)
    {
        var problem = new InputProblem(path, code, message);
        if (!problems.Contains(problem))
            problems.Add(problem);
    }

    public void Syntax(Tag tag, string remedy) => Syntax($"{{{{{tag.Text}}}}}", remedy);

    public void Syntax(string excerpt, string remedy) => Add("template_syntax", $"'{Shorten(excerpt)}' can't be read: {remedy}.");

    public static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 39), "…");
}
