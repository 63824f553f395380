using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ActiveReach.HouseRules;

/// <summary>Who may know whom.</summary>
public sealed partial class DependencyRules
{
    [Theory]
    [InlineData("functions/ActiveReach", "")]
    [InlineData("functions/ActiveReach.Channels", "ActiveReach")]
    [InlineData("functions/ActiveReach.Azure", "ActiveReach")]
    [InlineData("functions/ActiveReach.Sqlite", "ActiveReach Sqlite.GroupCommit")]
    [InlineData("embedded/Sqlite.GroupCommit", "")]
    [InlineData("embedded/Functions.Embedded", "Sqlite.GroupCommit")]
    public void A_project_references_only_the_projects_it_may_know(string folder, string allowed)
    {
        var known = allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Verdict.None(
            References(folder, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))).Except(known, StringComparer.Ordinal),
            $"{folder} may reference only these projects: [{allowed}]. Turn the dependency round, with a port that it owns.");
    }

    [Fact]
    public void The_product_knows_no_host_no_cloud_and_no_database()
    {
        Verdict.None(References("functions/ActiveReach", "FrameworkReference"), "The product must not reference a framework: move the code that needs it to an adapter.");
        Verdict.None(
            References("functions/ActiveReach", "PackageReference").Where(package => Technology().IsMatch(package)),
            "The product must not reference a technology's package: move the code that needs it to an adapter.");
        Verdict.None(
            SourceTree.Files("functions/ActiveReach", ".cs").SelectMany(file => file.Find(TechnologyNamespace())),
            "The product must not use a technology's namespace: state a port and write an adapter.");
    }

    [Fact]
    public void The_product_as_compiled_references_no_technology() => Verdict.None(
        Verdict.Some(System.Reflection.Assembly.Load("ActiveReach").GetReferencedAssemblies(), "references").Select(one => one.Name!).Where(name => Technology().IsMatch(name)),
        "The compiled product references a technology's assembly.");

    [Fact]
    public void The_embedded_runtime_has_never_heard_of_the_product() => Verdict.None(
        Verdict.Some(SourceTree.Files("embedded", ".cs"), "source of the embedded runtime").SelectMany(file => file.Find(Product())),
        "The embedded runtime runs any app: it must not name this product or its words.");

    [Fact]
    public void Packages_of_the_cloud_are_referenced_by_the_hosts_and_their_tests_only()
    {
        var outside = Directory.EnumerateFiles(SourceTree.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(SourceTree.Root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("functions/ActiveReach.Functions/", StringComparison.Ordinal) && !path.StartsWith("functions/ActiveReach.Azure/", StringComparison.Ordinal)
                && !path.StartsWith("embedded/Functions.Embedded/", StringComparison.Ordinal) && !path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(path => XDocument.Load(Path.Combine(SourceTree.Root, path)).Descendants("PackageReference").Select(one => $"{path}: {one.Attribute("Include")?.Value}"))
            .Where(line => line.Contains("Microsoft.Azure.Functions", StringComparison.Ordinal) || line.Contains("Microsoft.DurableTask", StringComparison.Ordinal));
        Verdict.None(outside, "The product and its stores know no host: reference these packages in the function app, the embedded host or tests.");
    }

    [Fact]
    public void One_serializer_is_enough() => Verdict.None(
        SourceTree.Files(["functions", "embedded"], ".cs").SelectMany(file => file.Find(OtherSerializer())),
        "What we write and read is System.Text.Json's: Newtonsoft.Json is there for the SDK of Cosmos DB alone.");

    [Fact]
    public void The_app_has_no_conditional_code() => Verdict.None(
        SourceTree.Files(["functions", "embedded", "tests"], ".cs").SelectMany(file => file.Find(Conditional())),
        "The app is compiled once for both hosts: no conditional compilation. Put what differs under Hosting/Azure and Hosting/Embedded.");

    [Fact]
    public void What_only_the_functions_host_can_serve_is_not_used() => Verdict.None(
        SourceTree.Files(["functions", "embedded"], ".cs").SelectMany(file => file.Find(HostOnly())),
        "These members of the worker's SDK go through features internal to it, which no other host can bring: hand results over as Answer does, and bind by parameters.");

    private static IEnumerable<string> References(string folder, string kind) => XDocument
        .Load(Path.Combine(SourceTree.Root, folder, Path.GetFileName(folder) + ".csproj"))
        .Descendants(kind)
        .Select(one => one.Attribute("Include")!.Value);

    [GeneratedRegex("^(Azure|Microsoft\\.Azure|Microsoft\\.AspNetCore|Microsoft\\.Data|SQLite|Dapper|Microsoft\\.DurableTask)", RegexOptions.IgnoreCase)]
    private static partial Regex Technology();

    [GeneratedRegex("^\\s*(global )?using (Azure|Microsoft\\.Azure|Microsoft\\.AspNetCore|Microsoft\\.Data|SQLitePCL|SqliteGroupCommit|Dapper|Microsoft\\.DurableTask)\\b")]
    private static partial Regex TechnologyNamespace();

    [GeneratedRegex("\\b(GetInvocationResult|GetOutputBindings|BindInputAsync|GetHttpRequestDataAsync|GetHttpResponseData|HttpRequestData|HttpResponseData)\\b")]
    private static partial Regex HostOnly();

    [GeneratedRegex("\\bNewtonsoft\\b")]
    private static partial Regex OtherSerializer();

    [GeneratedRegex("ActiveReach|[Cc]ampaign")]
    private static partial Regex Product();

    [GeneratedRegex("^\\s*#\\s*(if|elif)\\b")]
    private static partial Regex Conditional();
}
