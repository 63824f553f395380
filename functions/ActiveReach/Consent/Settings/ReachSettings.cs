using ActiveReach.Consent.Caps;
using ActiveReach.Consent.Hours;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent;

/// <summary>When, how often and about what people may be reached.</summary>
public sealed record ReachSettings : ISettingsSection
{
    /// <summary>The hours at which marketing may reach people.</summary>
    public QuietHoursSettings QuietHours { get; init; } = new();

    /// <summary>How many messages people may get at most.</summary>
    public IReadOnlyList<FrequencyCap> Caps { get; init; } = [];

    /// <summary>Whether a mailbox that doesn't exist or takes no mail goes on the suppression list. Default: yes.</summary>
    public bool SuppressHardBounces { get; init; } = true;

    /// <summary>What messages may be about, by the name that campaigns and consents use.</summary>
    public IReadOnlyDictionary<string, ConsentTopic> Topics { get; init; } = new Dictionary<string, ConsentTopic>();

    public IEnumerable<InputProblem> Check() => [.. QuietHoursRules.Check(QuietHours), .. CapAndTopicRules.Check(this)];
}
