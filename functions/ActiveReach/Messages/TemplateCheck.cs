using ActiveReach.Messages.Templates;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages;

/// <summary>Reads a template as the composer will and finds what is wrong with it when it is saved, so that nothing is left to find when
/// it is sent.</summary>
public static class TemplateCheck
{
    private const int Longest = 500_000;

    /// <param name="path">JSON path of the template, e.g. <c>variants[0].content.sms.text</c>.</param>
    /// <param name="hasEvent">Whether its message is for an event or a call, of which it may say anything.</param>
    /// <returns>Empty when the template is right.</returns>
    public static IReadOnlyList<InputProblem> Check(string path, string template, TemplateKind kind, Workspace workspace, bool hasEvent = false)
    {
        var problems = new ProblemList(path);
        if (template.Length > Longest)
            problems.Add("too_long", $"The template has {template.Length} characters; at most {Longest} are allowed.");
        else if (kind == TemplateKind.Subject && !HeaderText.IsOneLine(template))
            problems.Add("line_break", "A subject is one line without control characters: remove the line break.");
        else
            Template.Read(template, kind, new LinkTable(), problems).Check(workspace, hasEvent, problems);
        return problems.All;
    }
}
