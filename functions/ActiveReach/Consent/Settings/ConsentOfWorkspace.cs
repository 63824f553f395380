using ActiveReach.Consent.Caps;
using ActiveReach.Consent.Hours;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent;

/// <summary>What a workspace has set about consent and reach.</summary>
public static class ConsentOfWorkspace
{
    extension(Workspace workspace)
    {
        /// <inheritdoc cref="ConsentDefaults.DefaultConsent"/>
        public ConsentState DefaultConsent => workspace.Of<ConsentDefaults>().DefaultConsent;

        /// <inheritdoc cref="ReachSettings.QuietHours"/>
        public QuietHoursSettings QuietHours => workspace.Of<ReachSettings>().QuietHours;

        /// <inheritdoc cref="ReachSettings.Caps"/>
        public IReadOnlyList<FrequencyCap> Caps => workspace.Of<ReachSettings>().Caps;

        /// <inheritdoc cref="ReachSettings.SuppressHardBounces"/>
        public bool SuppressHardBounces => workspace.Of<ReachSettings>().SuppressHardBounces;

        /// <inheritdoc cref="ReachSettings.Topics"/>
        public IReadOnlyDictionary<string, ConsentTopic> Topics => workspace.Of<ReachSettings>().Topics;
    }
}
