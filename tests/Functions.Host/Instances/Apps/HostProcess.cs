using System.Text.Json;

namespace Functions.Host.Instances.Apps;

/// <summary>A host in a process of its own, which is this test assembly run as a program: it can be killed as a whole, as the loss of a machine would.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string Ready = "Ready ";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(40);

    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? process;

    public Uri Address { get; private set; } = new("http://localhost");

    public static async Task<HostProcess> StartAsync(string folder, IReadOnlyDictionary<string, string> settings, string log)
    {
        var host = new HostProcess();
        var file = Path.ChangeExtension(log, ".settings.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(settings));
        host.process = ChildProcess.Start("dotnet", [typeof(HostProcess).Assembly.Location, folder, file, log], folder, host.Hear);
        host.Address = await host.address.Task.WaitAsync(Eventually.Bound);
        return host;
    }

    /// <summary>What the process does: it serves until its input ends.</summary>
    public static async Task<int> RunAsync(string folder, string settings, string log)
    {
        var known = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(settings))!;
        await using var host = await FunctionsHost.StartAsync(folder, _ => known, new HostLog(log));
        await Console.Out.WriteLineAsync($"{Ready}{host.Address}");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>With its worker.</summary>
    public void Kill() => process!.Dispose();

    public async ValueTask DisposeAsync()
    {
        process!.LetGo();
        await process.Ended.WaitAsync(Grace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.Dispose();
    }

    private void Hear(string line)
    {
        if (line.StartsWith(Ready, StringComparison.Ordinal))
            address.TrySetResult(new Uri(line[Ready.Length..]));
    }
}
