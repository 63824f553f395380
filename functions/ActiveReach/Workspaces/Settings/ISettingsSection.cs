using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>The settings of one feature: an immutable record whose members, with their defaults, are members of the settings as the contract writes
/// them. It lies with its feature, and the composition names it once.</summary>
public interface ISettingsSection
{
    /// <summary>What is wrong with its values.</summary>
    IEnumerable<InputProblem> Check();

    /// <summary>What is stored of it at once, where the rest comes about later. Default: all of it.</summary>
    ISettingsSection Begun(WorkspaceSettings before) => this;

    /// <summary>Whether what it shows gets on without a new version. Default: no.</summary>
    bool IsUnderWay => false;
}
