using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>Time comes from outside, so that it can be simulated.</summary>
public sealed partial class ClockRules
{
    [Fact]
    public void The_app_takes_its_time_from_a_time_provider() => Verdict.None(
        Verdict.Some(SourceTree.Files(["functions", "embedded"], ".cs"), "source files").SelectMany(file => file.Find(SystemClock())),
        "Ask the TimeProvider: business time may be simulated, and it may jump.");

    [Fact]
    public void Nothing_in_the_app_sleeps() => Verdict.None(
        SourceTree.Files("functions", ".cs").Where(file => !IsOutsideOfTheApp(file)).SelectMany(file => file.Find(Sleep())),
        "Waiting is a durable timer's or a delayed message's part; a short pause of an adapter takes its TimeProvider along (Task.Delay(span, time)).");

    /// <summary>The sandbox stands for a carrier somewhere else, and the demo for a person who looks on: both live in the system's time.</summary>
    private static bool IsOutsideOfTheApp(SourceFile file) =>
        file.Path.StartsWith("functions/ActiveReach.Channels/Sandbox/", StringComparison.Ordinal)
        || file.Path.StartsWith("functions/ActiveReach.Functions/Hosting/Embedded/Demo/", StringComparison.Ordinal);

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex SystemClock();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\((?![^)]*([Tt]ime|[Cc]lock))")]
    private static partial Regex Sleep();
}
