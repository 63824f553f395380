using System.Diagnostics;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Crash;

/// <summary>The app as a process of its own, which can be killed like one.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly Dictionary<string, string> settings;
    private readonly List<string> log = [];
    private Process? process;

    public AppProcess(string dataDirectory, IEnumerable<(string Key, string Value)> settings)
    {
        DataDirectory = dataDirectory;
        Port = FreePort.Take();
        this.settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        Api = new ApiClient(new Uri($"http://localhost:{Port}"), "demo-admin-key");
    }

    public string DataDirectory { get; }

    public int Port { get; }

    public ApiClient Api { get; }

    public string Outbox => Path.Combine(DataDirectory, "outbox.jsonl");

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var argument in new[] { "ActiveReach.Functions.dll", "--port", $"{Port}", "--data", DataDirectory })
            start.ArgumentList.Add(argument);
        start.Environment["ActiveReach__PublicUrl"] = $"http://localhost:{Port}";
        start.Environment["Sandbox__Outbox"] = Outbox;
        foreach (var (key, value) in settings)
            start.Environment[key] = value;

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ReadyAsync();
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(Eventually.Bound);
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            await KillAsync();
        Api.Dispose();
    }

    public string Log()
    {
        lock (log)
            return string.Join('\n', log.TakeLast(80));
    }

    private async Task ReadyAsync()
    {
        var seen = await Eventually.SeenAsync(
            "the app is ready", async () => (IsReady: await Api.IsReadyAsync(), HasEnded: process!.HasExited, Log: Log()), app => app.IsReady || app.HasEnded);
        if (!seen.IsReady)
            throw new InvalidOperationException($"The app ended before it was ready.\n{seen.Log}");
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (log)
            log.Add(line);
    }
}
