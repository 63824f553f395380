using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries.Calls;

/// <summary>What the plan of the workspace allows of campaigns that are fired by a call.</summary>
public sealed record CallSettings : ISettingsSection
{
    private const long Most = 1_000_000_000;

    /// <summary>Whether such campaigns may be fired at all. Default: yes.</summary>
    public bool ApiCampaigns { get; init; } = true;

    /// <summary>Contacts that may be fired for on a day of the workspace; none by default, which is any number.</summary>
    public long? FiredPerDay { get; init; }

    /// <summary>The same in a month of the workspace.</summary>
    public long? FiredPerMonth { get; init; }

    public IEnumerable<InputProblem> Check() => [.. Check("firedPerDay", FiredPerDay), .. Check("firedPerMonth", FiredPerMonth)];

    private static IEnumerable<InputProblem> Check(string name, long? most)
    {
        if (most is < 0 or > Most)
            yield return new InputProblem(name, "out_of_range", $"{name} is {most}: give 0 to {Most}, or null for any number.");
    }
}
