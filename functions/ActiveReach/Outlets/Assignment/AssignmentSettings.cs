using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets.Assignment;

/// <summary>How the workspace's contacts come to outlets.</summary>
public sealed record AssignmentSettings : ISettingsSection
{
    public OutletAssignment OutletAssignment { get; init; } = OutletAssignment.Default;

    public IEnumerable<InputProblem> Check() => OutletAssignment.Check("outletAssignment");
}
