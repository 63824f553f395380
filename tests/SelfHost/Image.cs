using System.Text.RegularExpressions;

namespace SelfHost;

/// <summary>What the Dockerfile makes, in an empty folder with one below for each stage: its steps are carried out as Docker would, with paths that lead there.</summary>
public sealed partial class Image : IAsyncLifetime
{
    private readonly string folder = $"/tmp/activereach-selfhost-{Guid.NewGuid():N}";
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["APP_UID"] = $"{Somebody.Id}" };
    private IReadOnlyDictionary<string, List<Instruction>> stages = new Dictionary<string, List<Instruction>>();

    /// <summary>What the last stage says last of each word.</summary>
    internal Instruction Told(string word) => stages[Dockerfile.Last].Last(instruction => instruction.Word == word);

    internal IReadOnlyDictionary<string, string> Environment => environment;

    public async Task InitializeAsync()
    {
        // Others must get there, which they can't in a temporary folder of ours.
        Directory.CreateDirectory(folder);
        stages = Dockerfile.Read();
        foreach (var (name, instructions) in stages)
        {
            var at = PathOf("/", name);
            Directory.CreateDirectory(at);
            foreach (var (word, words, rest) in instructions.Select(each => (each.Word, each.Words, each.Rest)))
            {
                if (word is "WORKDIR")
                    Directory.CreateDirectory(at = PathOf(rest, name));
                else if (word is "COPY" && words[0].StartsWith("--from=", StringComparison.Ordinal))
                    Copy(PathOf(words[1], words[0]["--from=".Length..]), Path.Combine(at, words[2]));
                else if (word is "COPY")
                    CopyFromRepository(words[..^1], Path.Combine(at, words[^1]));
                else if (word is "ENV")
                    SetVariables(words, name);
                else if (word is "RUN")
                    await RunStepAsync(AbsolutePath().Replace(rest, path => PathOf(path.Value, name)), at);
            }
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Where a path of a stage lies.</summary>
    internal string PathOf(string path, string stage = Dockerfile.Last) => Path.Combine(folder, stage is Dockerfile.Last ? "image" : stage, path.TrimStart('/'));

    /// <summary>Starts a command of the image as its user.</summary>
    internal Running Start(IEnumerable<string> command, IReadOnlyDictionary<string, string>? variables = null) =>
        new(command, PathOf("/app"), variables ?? environment, asSomebodyElse: true);

    private static async Task RunStepAsync(string step, string at, IReadOnlyDictionary<string, string> variables)
    {
        using var running = new Running(["sh", "-c", step], at, variables, asSomebodyElse: false);
        Assert.True(await running.EndAsync() == 0, $"{step}\n{running.Said}");
    }

    private Task RunStepAsync(string step, string at) => RunStepAsync(step, at, new Dictionary<string, string>(environment)
    {
        // What stays from one build to the next belongs to whoever runs the tests.
        ["HOME"] = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile),
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
    });

    private void SetVariables(string[] words, string stage)
    {
        foreach (var pair in words.Select(word => word.Split('=', 2)))
            environment[pair[0]] = AbsolutePath().Replace(pair[1], path => PathOf(path.Value, stage));
    }

    private static void CopyFromRepository(string[] sources, string target)
    {
        var sent = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore"));
        foreach (var source in sources)
        {
            Assert.True(sent.Contains("!" + source, StringComparer.Ordinal), $".dockerignore keeps '{source}' from the build.");
            var from = Path.Combine(Repository.Root, source);
            Copy(from, Directory.Exists(from) ? target : Path.Combine(target, source));
        }
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
            return;
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(from).Where(entry => Path.GetFileName(entry) is not ("bin" or "obj" or "local.settings.json")))
            Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
    }

    [GeneratedRegex(@"(?<![^\s=])/\w[\w/.-]*")]
    private static partial Regex AbsolutePath();
}
