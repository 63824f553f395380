using ActiveReach.Channels;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics.Preflight;

/// <summary>What the workspace pays its carriers.</summary>
public sealed record PriceSettings : ISettingsSection
{
    private const decimal Highest = 1_000;

    /// <summary>In the workspace's currency: of a text each segment, elsewhere each message. A channel without one has no costs told.</summary>
    public IReadOnlyDictionary<Channel, decimal> Prices { get; init; } = new Dictionary<Channel, decimal>();

    public IEnumerable<InputProblem> Check() => Prices.Where(price => price.Value is < 0 or > Highest).Select(price => new InputProblem(
        $"prices.{price.Key.Name()}", "out_of_range", $"prices.{price.Key.Name()} is {price.Value}: give 0 to {Highest}, the price of one {(price.Key is Channel.Sms ? "segment" : "message")}."));
}
