using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>Tests read like a promise.</summary>
public sealed partial class TestRules
{
    private const string OurWaiting = "tests/Waiting/Eventually.cs";

    /// <summary>Files in which a pause is itself what is tested or told of, each with its reason.</summary>
    private static readonly Dictionary<string, string> Pausing = new(StringComparer.Ordinal)
    {
        ["tests/ActiveReach.HouseRules/ClockRules.cs"] = "names what it forbids",
        ["tests/ActiveReach.HouseRules/TestRules.cs"] = "names what it forbids",
        ["tests/ActiveReach.Stories/Crash/CrashTests.cs"] = "the first kill falls wherever it falls",
        ["tests/Contracts/Durable/Held/RealHarness.cs"] = "a real engine lives in real time",
        ["tests/Contracts/Durable/Orchestrations/DeterminismFacts.cs"] = "an orchestrator that awaits what is not durable must fail",
        ["tests/Durable.RealEngine/CoreHarness.cs"] = "the real engine tells nobody when it is at rest",
        ["tests/Durable.RealHost/HostHarness.cs"] = "the extension of the host tells nobody when it is at rest",
        ["tests/Functions.Embedded.Tests/Durable/ReplayTests.cs"] = "an orchestrator that awaits what is not durable must fail",
        ["tests/Functions.Host/Http/PatientHandler.cs"] = "the host tries a connection again for as long as the real one does",
    };

    [Fact]
    public void The_name_of_a_test_is_a_sentence() => Verdict.None(
        Verdict.Some(
            from file in Tests()
            from Match test in TestMethod().Matches(file.Text)
            select (file, name: test.Groups["name"].Value),
            "tests")
            .Where(one => one.name.Count(letter => letter == '_') < 2)
            .Select(one => $"{one.file.Path}: {one.name}"),
        "Say what holds, in words: A_contact_who_opts_out_gets_no_further_message.");

    [Fact]
    public void No_test_sleeps_or_polls_by_hand() => Verdict.None(
        Waiting().Where(file => !Pausing.ContainsKey(file.Path)).SelectMany(file => file.Find(Pause())),
        "Await what you wait for; let simulated time pass (StoryHost.PassAsync); look for the rest with Eventually.SeenAsync, and for what must not happen with Eventually.StaysAsync.");

    [Fact]
    public void Who_may_pause_does_so_still() => Verdict.None(
        Pausing.Keys.Where(path => !SourceTree.Exists(path) || !new SourceFile(path).Find(Pause()).Any()),
        "It does not pause any more: take it off the list.");

    [Fact]
    public void No_test_awaits_without_a_bound_what_somebody_else_must_set_off() => Verdict.None(
        Waiting().SelectMany(file => file.Find(Boundless())),
        "It would hang where it should fail: add .WaitAsync(Eventually.Bound).");

    private static IEnumerable<SourceFile> Waiting() => Verdict.Some(
        Tests().Where(file => file.Path is not OurWaiting && !file.Path.StartsWith("tests/ActiveReach.Benchmarks/", StringComparison.Ordinal)),
        "tests, which measure nothing");

    private static IReadOnlyList<SourceFile> Tests() => SourceTree.Files("tests", ".cs");

    [GeneratedRegex(@"\[(Fact|Theory)[^\]]*\](\s*\[[^\]]*\](?:\)\])?)*\s*(//[^\n]*\s*)*public (async )?(Task|void) (?<name>\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"\bThread\.(Sleep|SpinWait)\(|\bSpinWait\b|\bPeriodicTimer\b|\bTask\.Delay\((?!Timeout\.Infinite\b)|\bWaitForTimeoutAsync\(")]
    private static partial Regex Pause();

    [GeneratedRegex(@"\bawait \(?[\w.!?]+\.Task\b(?!\.WaitAsync)|\bawait .*\.(WaitForExit|ReadLine)Async\(\)(?!\.WaitAsync)|\.(WaitForExit|WaitAsync|WaitOne|Join)\(\)")]
    private static partial Regex Boundless();
}
