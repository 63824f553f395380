using System.Reflection;
using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>Functions parse, call and translate: what they may ask of a store is to show one thing.</summary>
public sealed partial class TriggerRules
{
    /// <summary>What no function runs: the hosts' adapters, composition, and what surrounds every request.</summary>
    private static readonly string[] Outside =
    [
        "functions/ActiveReach.Functions/Hosting/",
        "functions/ActiveReach.Functions/Composition/",
        "functions/ActiveReach.Functions/Http/",
    ];

    private static readonly string[] Reading = ["Find", "Get", "List", "Read", "Count"];

    /// <summary>Who carries out what a change has asked for, between the store and the runtime's client, which no use case knows.</summary>
    private const string Doorbells = "functions/ActiveReach.Functions/Campaigns/Doorbells.cs";

    [Fact]
    public void A_function_asks_one_port_at_most_and_only_to_read() => Verdict.None(
        Verdict.Some(Holders(), "classes of the app that hold a port").SelectMany(Offences),
        "A trigger may call a port only to show one thing: methods of one port that begin with " + string.Join(", ", Reading)
        + ". For a second port, or one that writes or decides, make a use case in the feature's folder of functions/ActiveReach, named by what it does, and call that.");

    private static IEnumerable<(SourceFile File, IReadOnlyList<(string Port, string Name)> Ports)> Holders()
    {
        var ports = Assembly.Load("ActiveReach").GetTypes().Where(type => type.IsPublic && (type.IsInterface || KeepsDocuments(type))).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        return SourceTree.Files("functions/ActiveReach.Functions", ".cs")
            .Where(file => file.Path != Doorbells && !Outside.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)))
            .Select(file => (File: file, Ports: (IReadOnlyList<(string Port, string Name)>)[.. Held().Matches(file.Text)
                .Select(match => (Port: match.Groups["port"].Value, Name: match.Groups["name"].Value))
                .Where(held => ports.Contains(held.Port))
                .Distinct()]))
            .Where(one => one.Ports.Count > 0);
    }

    /// <summary>What is written above documents is what a port would be: it needs no adapter of its own.</summary>
    private static bool KeepsDocuments(Type type) => type.GetConstructors() is [var made] && made.GetParameters() is [var only] && only.ParameterType == typeof(ActiveReach.Documents.IDocuments);

    private static IEnumerable<string> Offences((SourceFile File, IReadOnlyList<(string Port, string Name)> Ports) one)
    {
        if (one.Ports.Select(held => held.Port).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            foreach (var line in one.File.Find(new Regex($@"\b({string.Join('|', one.Ports.Select(held => held.Port))})\b")))
                yield return $"{line} (two ports)";
        }

        foreach (var (port, name) in one.Ports)
        {
            foreach (var line in one.File.Find(new Regex($@"(?<![\w.]){name}\.(?!({string.Join('|', Reading)})[A-Z]?\w*Async\()\w+\(")))
                yield return $"{line} ({port} is asked for more than to read)";
        }
    }

    /// <summary>A parameter or field of an interface, alone or in a list.</summary>
    [GeneratedRegex(@"\b(?:IEnumerable<)?(?<port>[A-Z]\w+)>?\s+(?<name>[a-z]\w*)(?=\s*[,);=])")]
    private static partial Regex Held();
}
