using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace SelfHost;

/// <summary>The app as its image and its service unit start it: as a user to whom nothing belongs but the directories of its own.</summary>
public sealed partial class SelfHostTests(Image image) : IClassFixture<Image>
{
    [Fact]
    public async Task The_image_serves_whoever_it_made_a_key_for_is_healthy_is_backed_up_and_ends_when_it_is_asked()
    {
        var app = image.Told("ENTRYPOINT").Command;
        var port = FreePort.Take();
        string[] options = ["--port", $"{port}"];
        var files = Files();

        var made = Made().Match(await SayAsync([.. app, "workspace", "create", "Shop", "--admin", "boss@shop.example"]));
        var (workspace, key) = (made.Groups["workspace"].Value, made.Groups["key"].Value);
        using (var asked = image.Start([.. image.Told("HEALTHCHECK").Command, .. options]))
            Assert.Equal(1, await asked.EndAsync());
        using var running = image.Start([.. app, .. options]);
        await HealthyAsync(running, options);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(port, workspace, key));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(port, "demo", "demo-admin-key"));
        await SayAsync([.. app, "backup", image.PathOf("/backups/today")]);
        Assert.Equal(0, await running.StopAsync());

        Assert.Equal(files, Files());
        Assert.All(["product.db", "runtime.db"], file => Assert.True(File.Exists(image.PathOf($"/backups/today/{file}"))));
    }

    [Fact]
    public async Task The_service_unit_starts_what_is_published()
    {
        var unit = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "selfhost", "activereach.service")))
            .Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2).ToLookup(parts => parts[0], parts => parts[1]);
        Assert.Equal("/opt/activereach", unit["WorkingDirectory"].Single());
        var command = unit["ExecStart"].Single().Split(' ');
        Assert.Equal("/usr/bin/dotnet", command[0]);
        Assert.Equal("/var/lib/activereach", $"/var/lib/{unit["StateDirectory"].Single()}");
        var variables = unit["Environment"].Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1].Replace("/var/lib/activereach", image.PathOf("/data"), StringComparison.Ordinal));
        string[] options = ["--port", $"{FreePort.Take()}"];

        using var running = image.Start(["dotnet", .. command[1..], .. options], variables);
        await HealthyAsync(running, options);
        Assert.Equal(0, await running.StopAsync());
    }

    [Fact]
    public void The_image_is_run_by_a_user_who_owns_nothing_in_it()
    {
        Assert.Equal("$APP_UID", image.Told("USER").Rest);
        Assert.Equal(["/data", "/backups"], image.Told("VOLUME").Command);
        Assert.Equal("7071", image.Told("EXPOSE").Rest);
    }

    private async Task HealthyAsync(Running running, string[] options)
    {
        await Eventually.SeenAsync("the app is healthy", HealthAsync, code => code == 0 || running.HasEnded);
        Assert.False(running.HasEnded, running.Said);

        async Task<int> HealthAsync()
        {
            using var asked = image.Start([.. image.Told("HEALTHCHECK").Command, .. options]);
            return await asked.EndAsync();
        }
    }

    private async Task<string> SayAsync(string[] command)
    {
        using var running = image.Start(command);
        var code = await running.EndAsync();
        Assert.True(code == 0, running.Said);
        return running.Said;
    }

    private static async Task<HttpStatusCode> AskAsync(int port, string workspace, string key)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Eventually.Bound };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.GetAsync($"api/workspaces/{workspace}/campaigns");
        return answer.StatusCode;
    }

    /// <summary>What there is beside the volumes, with the time of its last change: nothing of it may change in a read-only image.</summary>
    private List<string> Files() => [.. Directory.EnumerateFiles(image.PathOf("/app"), "*", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFileSystemEntries(image.PathOf("/")))
        .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}")
        .Where(file => !file.StartsWith(image.PathOf("/data"), StringComparison.Ordinal) && !file.StartsWith(image.PathOf("/backups"), StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^Workspace: (?<workspace>\S+)\n.*: (?<key>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Made();
}
