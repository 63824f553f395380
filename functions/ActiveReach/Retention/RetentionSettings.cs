using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Retention;

/// <summary>How long events, replies, pending identities, import reports and unused uploads are kept.</summary>
public sealed record RetentionSettings : ISettingsSection
{
    public RetentionPeriods Retention { get; init; } = new();

    public IEnumerable<InputProblem> Check() => Retention.Check("retention");
}
