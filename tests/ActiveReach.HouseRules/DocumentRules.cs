using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>What the documents tell a person to type or to read is there.</summary>
public sealed partial class DocumentRules
{
    private static readonly string[] Commands = ["dotnet", "git", "curl", "sqlite3", "cp", "azd", "docker"];

    [Fact]
    public void Every_command_in_the_documents_can_be_run() => Verdict.None(
        Verdict.Some(new[] { "README.md", "CONTRIBUTING.md" }.Select(path => new SourceFile(path)).SelectMany(Typed), "commands in README and CONTRIBUTING")
            .Select(one => (one.Path, one.Command, Fault: FaultOf(one.Command)))
            .Where(one => one.Fault is not null)
            .Select(one => $"{one.Path}: {one.Command}: {one.Fault}"),
        "A command in a document must be one that works as it stands.");

    [Fact]
    public void Every_link_between_documents_leads_somewhere() => Verdict.None(
        from file in Verdict.Some(Markdown(), "documents")
        from Match link in Link().Matches(file.Text)
        let target = link.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        where !SourceTree.Exists(Path.Combine(Path.GetDirectoryName(file.Path) ?? "", target))
        select $"{file.Path}: {target}",
        "The link leads to a file that is not there.");

    [Fact]
    public void The_scripts_can_be_executed() => Verdict.None(
        new[] { "test", "bench", "soak", ".ci/run" }.Where(script => !IsExecutable(script)),
        "The script is missing or not executable (git update-index --chmod=+x).");

    private static IEnumerable<SourceFile> Markdown() => Directory.EnumerateFiles(SourceTree.Root, "*.md")
        .Select(path => new SourceFile(Path.GetFileName(path)))
        .Concat(SourceTree.Files("docs", ".md"));

    private static IEnumerable<(string Path, string Command)> Typed(SourceFile file) => Fence().Matches(file.Text)
        .SelectMany(fence => fence.Groups["body"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(line => !line.StartsWith('#'))
        .Select(line => (file.Path, line));

    private static string? FaultOf(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words[0].StartsWith("./", StringComparison.Ordinal))
        {
            return IsExecutable(words[0]) ? null : $"'{words[0]}' is missing or not executable";
        }

        if (!Commands.Contains(words[0], StringComparer.Ordinal))
        {
            return $"'{words[0]}' is not one of the commands a reader is expected to have ({string.Join(", ", Commands)})";
        }

        var lost = words.Skip(1).Where(word => RepositoryPath().IsMatch(word)).FirstOrDefault(word => !SourceTree.Exists(word));
        return lost is null ? null : $"'{lost}' is not there";
    }

    private static bool IsExecutable(string script)
    {
        var path = Path.Combine(SourceTree.Root, script);
        return File.Exists(path) && (OperatingSystem.IsWindows() || File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute));
    }

    [GeneratedRegex("^```(sh|bash)\\s*\\n(?<body>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("\\]\\((?<target>[^)\\s]+)\\)")]
    private static partial Regex Link();

    [GeneratedRegex("^(functions|embedded|tests|docs|infra|dashboard)/")]
    private static partial Regex RepositoryPath();
}
