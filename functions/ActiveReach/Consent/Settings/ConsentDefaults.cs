using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent;

/// <summary>What counts where people have said nothing.</summary>
public sealed record ConsentDefaults : ISettingsSection
{
    /// <summary>Consent of a contact that came without one; <see cref="ConsentState.Unknown"/> is not sent marketing. Default: unknown.</summary>
    public ConsentState DefaultConsent { get; init; } = ConsentState.Unknown;

    public IEnumerable<InputProblem> Check() => [];
}
