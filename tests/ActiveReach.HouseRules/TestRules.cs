using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>Tests read like a promise.</summary>
public sealed partial class TestRules
{
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
    public void No_test_sleeps() => Verdict.None(
        Tests().Where(file => !file.Path.StartsWith("tests/ActiveReach.Benchmarks/", StringComparison.Ordinal)).SelectMany(file => file.Find(Sleep())),
        "Wait for what you wait for: await it, let simulated time pass, or poll with a bound and a short pause (below half a second).");

    private static IReadOnlyList<SourceFile> Tests() => SourceTree.Files("tests", ".cs");

    [GeneratedRegex(@"\[(Fact|Theory)[^\]]*\](\s*\[[^\]]*\](?:\)\])?)*\s*(//[^\n]*\s*)*public (async )?(Task|void) (?<name>\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"Thread\.Sleep\(|Task\.Delay\(([5-9]\d\d|\d{4,}|TimeSpan\.From(Seconds|Minutes))")]
    private static partial Regex Sleep();
}
