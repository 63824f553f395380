using ActiveReach.Problems;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

/// <summary>How the workspace reads what people answer.</summary>
public sealed record ReplySettings : ISettingsSection
{
    /// <summary>Words that opt out, opt in and ask for help, besides those that are known everywhere.</summary>
    public ReplyWords ReplyWords { get; init; } = new();

    public IEnumerable<InputProblem> Check() => ReplyWordRules.Check(ReplyWords);
}
