using ActiveReach.Messages.Templates;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages;

/// <summary>Reads a template as the composer will, and tells what is wrong with it.</summary>
public sealed class TemplateCheck : ITemplateCheck
{
    private const int Longest = 500_000;

    public IReadOnlyList<InputProblem> Check(string path, string template, TemplateKind kind, Workspace workspace)
    {
        var problems = new ProblemList(path);
        if (template.Length > Longest)
            problems.Add("too_long", $"The template has {template.Length} characters; at most {Longest} are allowed.");
        else if (kind == TemplateKind.Subject && !HeaderText.IsOneLine(template))
            problems.Add("line_break", "A subject is one line without control characters: remove the line break.");
        else
            Template.Read(template, kind, new LinkTable(), problems).Check(workspace, problems);
        return problems.All;
    }
}
