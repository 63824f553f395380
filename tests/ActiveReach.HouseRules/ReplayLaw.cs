using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>
/// What holds in a file named <c>*.Orchestrator.cs</c>: it is run again from the start at each event, so it may learn
/// about the world only through the context. The analyzers of Durable Task (DURABLE0001 to 0011) find dates, identifiers, delays,
/// threads, HTTP and environment variables as the code is compiled; here stands what they don't.
/// </summary>
public sealed partial class ReplayLaw
{
    [Fact]
    public void Orchestrators_learn_about_the_world_through_the_context_only() => Verdict.None(
        Orchestrators().SelectMany(file => file.Find(World())),
        "Replayed code must not read a stopwatch, chance, the environment, a file or a store: use the context, or an activity.");

    [Fact]
    public void Orchestrators_await_durable_tasks_only() => Verdict.None(
        Orchestrators().SelectMany(file => Awaited().Matches(file.Text)
            .Select(match => match.Groups["what"].Value)
            .Where(what => !IsDurable(file, what))
            .Select(what => $"{file.Path}: await {what}")),
        "Await only the context, the steps on it, a task made from them, Task.WhenAll or Task.WhenAny: anything else never completes in a replay.");

    [Fact]
    public void Orchestrators_do_not_step_off_their_thread() => Verdict.None(
        Orchestrators().SelectMany(file => file.Find(OtherThread())),
        "ConfigureAwait(false), Parallel and CancelAsync (which cancels on another thread) leave the orchestrator's own thread.");

    [Fact]
    public void A_wait_for_an_event_is_made_without_time_out_and_without_cancellation() => Verdict.None(
        Orchestrators().SelectMany(file => Wait().Matches(file.Text)
            .Where(match => Nested().Replace(match.Groups["arguments"].Value, "").Contains(','))
            .Select(match => $"{file.Path}: {match.Value}")),
        "A wait that ends by time-out or cancellation is an exception in the middle of the story, and before Durable 1.27 it ate the next event: make one wait per event name, race it with a timer, and cancel the timer.");

    [Fact]
    public void The_product_never_suspends_or_terminates_an_orchestration() => Verdict.None(
        SourceTree.Files("functions", ".cs").SelectMany(file => file.Find(SuspendOrTerminate())),
        "Pause is a flag in the store and cancel is a doorbell: neither suspends or terminates an instance.");

    [Fact]
    public void Every_orchestrator_is_in_a_file_that_says_so() => Verdict.None(
        SourceTree.Files("functions", ".cs")
            .Where(file => file.Text.Contains("TaskOrchestrationContext", StringComparison.Ordinal) && !file.Name.EndsWith(".Orchestrator.cs", StringComparison.Ordinal))
            .Select(file => file.Path),
        "Name the file *.Orchestrator.cs: the ending tells that the replay law applies.");

    [Fact]
    public void No_unsupported_member_of_the_orchestration_api_is_used() => Verdict.None(
        SourceTree.Files("functions", ".cs").SelectMany(file => file.Find(Unsupported())),
        "The Functions extension does not support restart, rewind, versions and entities: leave them alone.");

    private static IReadOnlyList<SourceFile> Orchestrators() => Verdict.Some(SourceTree.Files("functions", ".Orchestrator.cs"), "orchestrators");

    /// <summary>The context, the step façade, a local task, a combinator, or a method of an orchestrator file itself.</summary>
    private static bool IsDurable(SourceFile file, string what) =>
        what is "context" or "steps"
        || what.StartsWith("context.", StringComparison.Ordinal) || what.StartsWith("steps.", StringComparison.Ordinal)
        || what.StartsWith("Task.WhenA", StringComparison.Ordinal)
        || (char.IsLower(what[0]) && !what.Contains('.'))
        || (char.IsUpper(what[0]) && !what.Contains('.') && Regex.IsMatch(file.Text, $@"Task(<[^;=]*>)?\s+{Regex.Escape(what)}(<\w+>)?\("));

    [GeneratedRegex(@"\bStopwatch\b|\bRandom\b|RandomNumberGenerator|\bEnvironment\.|\bFile\.|\bDirectory\.|\bIConfiguration\b|Store\b.*\.\w+Async\(")]
    private static partial Regex World();

    [GeneratedRegex(@"\bawait\s+\(*(?:await\s+)?\(*(?<what>[A-Za-z_][\w.]*)")]
    private static partial Regex Awaited();

    [GeneratedRegex(@"ConfigureAwait\(|CancelAsync|\bParallel\.")]
    private static partial Regex OtherThread();

    [GeneratedRegex(@"WaitForExternalEvent(<[^()]*>)?\((?<arguments>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")]
    private static partial Regex Wait();

    [GeneratedRegex(@"\((?:[^()]|\([^()]*\))*\)")]
    private static partial Regex Nested();

    [GeneratedRegex(@"\b(Suspend|Resume|Terminate)InstanceAsync\(")]
    private static partial Regex SuspendOrTerminate();

    [GeneratedRegex(@"\b(RestartAsync|RewindInstanceAsync|CompareVersionTo|TaskVersion|NewVersion)\b|\.Entities\b")]
    private static partial Regex Unsupported();
}
