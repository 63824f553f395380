using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>From where the workspace writes.</summary>
public sealed record SenderSettings : ISettingsSection
{
    /// <summary>Sender address per channel, e.g. <c>sms → +18005550100</c>.</summary>
    public IReadOnlyDictionary<Channel, string> Senders { get; init; } = new Dictionary<Channel, string>();

    public IEnumerable<InputProblem> Check() => Senders.SelectMany(sender => SenderForm.Check($"senders.{sender.Key.Name()}", sender.Key, sender.Value));
}
