using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>What is asynchronous is so all the way: no thread waits, and who gives up is heard.</summary>
public sealed partial class AsyncRules
{
    [Fact]
    public void No_thread_of_the_app_waits_for_a_task_or_a_reader() => Verdict.None(
        Verdict.Some(SourceTree.Files("functions", ".cs"), "source files").SelectMany(file => file.Find(Blocking())),
        "Await it: a thread that waits is one that nobody else has. A query of the stores is ReadAsync, and what must overlap is begun before it is awaited, not handed to Task.Run.");

    [Fact]
    public void A_method_that_takes_a_token_uses_it() => Verdict.None(
        from each in Verdict.Some(SourceTree.Files("functions", ".cs").SelectMany(file => MethodWithToken().Matches(file.Text).Select(method => (file, method))), "methods that take a token")
        let file = each.file
        let method = each.method
        where !Regex.IsMatch(method.Groups["body"].Value, $@"\b{method.Groups["token"].Value}\b")
        select $"{file.Path}:{file.Text[..method.Index].Count(letter => letter == '\n') + 1}: {method.Groups["name"].Value}",
        "Hand the token on (ReadAsync and WriteAsync of the database take it), ask it, or take none: a token that nobody looks at is a promise that isn't kept.");

    [GeneratedRegex(@"\bTask\.(Run|WaitAll|WaitAny)\(|\bTask\.Factory\b|\.Wait\(|\.GetResult\(|\)\.Result\b|\b[dD]atabase\.Read\b|\.RunSynchronously\(")]
    private static partial Regex Blocking();

    /// <summary>A member of a type with its body, up to the next one; what is only declared has none. Lifecycle methods of the host get theirs whether
    /// they want it or not.</summary>
    [GeneratedRegex(@"^    (?:public|private|internal|protected) [^;={}]*?\b(?<name>(?!(?:Start(?:ing|ed)?|Stop(?:ping|ped)?)Async\b)\w+)(?:<[^>\n]*>)?\((?:[^()]|\([^()]*\))*\bCancellationToken (?<token>\w+)(?: = default)?\)(?<body>(?!;).*?)(?=^    (?:public|private|internal|protected|///|\[[A-Z])|^\})", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex MethodWithToken();
}
