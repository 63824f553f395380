using System.Diagnostics.Metrics;
using ActiveReach.Campaigns;
using ActiveReach.Problems;
using ActiveReach.Sight;

namespace ActiveReach.Runs;

/// <summary>Counts runs that have come to an end by themselves.</summary>
/// <param name="meters">Of the app; null (default) for a meter of its own.</param>
public sealed class RunMeter(IMeterFactory? meters = null)
{
    private readonly Counter<long> ended = Instruments.Of(meters).CreateCounter<long>("activereach.runs.ended", "{run}", "Runs that have come to an end by themselves.");

    /// <summary>Told once, by whoever has written the move.</summary>
    internal void Moved(Run before, Run after)
    {
        if (after.Status != before.Status && after.Status is RunStatus.Complete or RunStatus.Failed)
            ended.Add(1, new KeyValuePair<string, object?>(Instruments.Outcome, EnumNames.Of(after.Status)));
    }
}
