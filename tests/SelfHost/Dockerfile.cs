using System.Text.Json;

namespace SelfHost;

/// <summary>One instruction, such as <c>COPY functions functions</c>.</summary>
internal sealed record Instruction(string Word, string Rest)
{
    public string[] Words => Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The command of an instruction that is written as a list.</summary>
    public string[] Command => JsonSerializer.Deserialize<string[]>(Rest[Rest.IndexOf('[', StringComparison.Ordinal)..])!;
}

/// <summary>The Dockerfile as it stands: its stages by name, the last one has none.</summary>
internal static class Dockerfile
{
    public const string Last = "";

    private static readonly string[] Known = ["FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "EXPOSE", "VOLUME", "HEALTHCHECK", "ENTRYPOINT"];

    public static IReadOnlyDictionary<string, List<Instruction>> Read()
    {
        var stages = new Dictionary<string, List<Instruction>>(StringComparer.Ordinal);
        foreach (var instruction in Instructions())
        {
            Assert.Contains(instruction.Word, Known);
            if (instruction.Word is "FROM")
                stages[instruction.Words is [_, "AS", var name] ? name : Last] = [];
            stages.Last().Value.Add(instruction);
        }

        return stages;
    }

    private static IEnumerable<Instruction> Instructions() => File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile"))
        .Replace("\\\n", " ", StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split(' ', 2))
        .Select(parts => new Instruction(parts[0], parts[1].Trim()));
}
