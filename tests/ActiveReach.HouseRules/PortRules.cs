using System.Reflection;
using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>An interface of the product with an adapter is a port, and a port has one contract suite for all its adapters.</summary>
public sealed class PortRules
{
    /// <summary>Interfaces whose second implementation is in the tests, each with its reason.</summary>
    private static readonly Dictionary<string, string> ForTests = new(StringComparer.Ordinal)
    {
        ["IMessageComposer"] = "deliveries are tested and measured with messages that cost nothing to write, or that can't be written",
    };

    private const string Suites = "tests/Contracts";

    /// <summary>Where adapters are, with the technologies that they are named by.</summary>
    private static readonly Dictionary<string, string[]> Adapters = new(StringComparer.Ordinal)
    {
        ["ActiveReach.Sqlite"] = ["Sqlite", "File"],
        ["ActiveReach.Azure"] = ["Cosmos", "Table", "Storage", "Blob"],
    };

    [Fact]
    public void Every_port_with_an_adapter_has_a_contract_suite_of_at_least_two_tests() => Verdict.None(
        from port in Verdict.Some(Ports(), "ports with an adapter")
        let suite = $"{port[1..]}Contract"
        let files = SourceTree.Files(Suites, ".cs").Where(file => Regex.IsMatch(file.Text, $@"\babstract (partial )?class \w*{suite}\b")).ToList()
        where !files.Any(file => Regex.IsMatch(file.Text, $@"\b{port}\b")) || files.Sum(file => Regex.Count(file.Text, @"\[(Fact|Theory)\]")) < 2
        select $"{port}: {(files.Count == 0 ? $"no {suite}" : files[0].Path)}",
        $"Write an abstract class named by the port and …Contract in {Suites}, with an abstract member that gives the port and at least two tests of what every adapter of it keeps; "
        + "the test class of each adapter is a few lines that hand it in.");

    [Fact]
    public void A_contract_suite_knows_no_adapter() => Verdict.None(
        Verdict.Some(SourceTree.Files(Suites, ".csproj").Concat(SourceTree.Files(Suites, ".cs")), "suites").SelectMany(file => file.Find(new Regex(@"\bActiveReach\.(Sqlite|Azure|Functions)\b|\bSqlite\w+"))),
        "A suite is held against every adapter: ask for the port in an abstract member, and leave the rest to the tests of the adapter.");

    [Fact]
    public void Every_interface_of_the_product_has_an_implementation() => Verdict.None(
        Assembly.Load("ActiveReach").GetTypes().Where(type => type.IsInterface && !Types().Any(one => one.IsClass && one.IsAssignableTo(type))).Select(type => type.Name),
        "An interface that nobody implements says nothing: an adapter belongs to it, or it goes.");

    [Fact]
    public void No_interface_of_the_product_stands_for_a_single_class_of_its_own() => Verdict.None(
        from type in Verdict.Some(Assembly.Load("ActiveReach").GetTypes().Where(type => type.IsInterface && !ForTests.ContainsKey(type.Name)), "interfaces of the product")
        let classes = Types().Where(one => one.IsClass && one.IsAssignableTo(type)).ToList()
        where classes.Count == 1 && classes[0].Assembly == type.Assembly && FeatureOf(classes[0]) == FeatureOf(type)
        select $"{Declared(type)}: {type.Name} is {classes[0].Name} and nothing else",
        "Use the class: an interface of the product is a port with an adapter outside, or has several implementations, or asks something of a floor above.");

    [Fact]
    public void Adapters_are_named_by_technology_and_role() => Verdict.None(
        from adapters in Adapters
        from type in Assembly.Load(adapters.Key).GetTypes()
        where type.IsClass && OwnPorts(type).Any() && !adapters.Value.Any(technology => type.Name.StartsWith(technology, StringComparison.Ordinal))
        select $"{adapters.Key}: {type.Name}",
        "Name the adapter by technology and role, as in SqlitePermits, FileImportSpool or CosmosDocuments.");

    /// <summary>Where the interface stands, as "path:line".</summary>
    private static string Declared(Type type) => SourceTree.Files("functions/ActiveReach", ".cs")
        .SelectMany(file => file.Find(new Regex($@"\binterface {type.Name}\b", RegexOptions.None, TimeSpan.FromSeconds(1))))
        .Select(place => place[..place.IndexOf(": ", StringComparison.Ordinal)])
        .FirstOrDefault(type.Namespace!);

    private static IEnumerable<string> Ports() => Adapters.Keys.SelectMany(name => Assembly.Load(name).GetTypes())
        .Where(type => type.IsClass).SelectMany(OwnPorts).Select(port => port.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string FeatureOf(Type type) => type.Namespace!.Split('.')[1];

    private static IEnumerable<Type> OwnPorts(Type type) => type.GetInterfaces().Where(one => one.Assembly.GetName().Name == "ActiveReach");

    private static IEnumerable<Type> Types() => Adapters.Keys.Concat(["ActiveReach", "ActiveReach.Channels", "ActiveReach.Functions"]).SelectMany(name => Assembly.Load(name).GetTypes());
}
