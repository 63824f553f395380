using Functions.Host.MainRoad;

namespace Functions.Host.Publishing;

/// <summary>What <c>FunctionsSdk.props</c> promises of building and publishing.</summary>
[Collection(nameof(PublishedApp))]
public sealed class PublishingTests
{
    private const string App = "ActiveReach.Functions.dll";

    [AzuriteFact]
    public async Task The_code_that_is_published_is_the_code_that_is_built()
    {
        var built = Path.Combine(Repository.Artifacts, "functions-host", "built");
        Assert.Null(await DotnetAsync("build", "-t:Rebuild", "-p:BuildProjectReferences=false", "-p:RunAnalyzers=false", "-o", built));

        Assert.False(File.Exists(Path.Combine(built, "functions.metadata")), "An ordinary build has taken the steps for the Functions host.");
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(PublishedApp.Folder, App)), await File.ReadAllBytesAsync(Path.Combine(built, App)));
    }

    [AzuriteFact]
    public async Task A_folder_that_the_host_could_not_read_is_not_published()
    {
        Assert.Null(await DotnetAsync("restore"));

        var said = await DotnetAsync("publish", "--no-build", "-o", Path.Combine(Repository.Artifacts, "functions-host", "half"));
        Assert.Contains("without functions.metadata", said ?? "It was published.", StringComparison.Ordinal);
    }

    private static Task<string?> DotnetAsync(string command, params string[] options)
    {
        string[] configuration = command == "restore" ? [] : ["-c", "Release"];
        return ChildProcess.RunAsync("dotnet", [command, "functions/ActiveReach.Functions", .. configuration, .. options, "-v", "q", "-nodeReuse:false"], Repository.Root);
    }
}
