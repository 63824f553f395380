using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages;

/// <summary>Finds what is wrong with a template when it is saved, so that nothing is left to find when it is sent.</summary>
public interface ITemplateCheck
{
    /// <param name="path">JSON path of the template, e.g. <c>variants[0].content.sms.text</c>.</param>
    /// <returns>Empty when the template is right.</returns>
    IReadOnlyList<InputProblem> Check(string path, string template, TemplateKind kind, Workspace workspace);
}

/// <summary>Where a template's output goes: how values are escaped and what may stand in it.</summary>
public enum TemplateKind
{
    /// <summary>Plain text: nothing is escaped.</summary>
    Text,

    /// <summary>One line: line breaks in values become spaces, links are refused.</summary>
    Subject,

    /// <summary>Values are escaped, hrefs are tracked.</summary>
    Html,
}
