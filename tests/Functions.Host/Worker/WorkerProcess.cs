using System.Text.Json;

namespace Functions.Host.Worker;

/// <summary>The published app as a process of its own, started as the host in the cloud starts it: by its <c>worker.config.json</c>, with the
/// host's address on the command line and the app's settings in the environment.</summary>
internal static class WorkerProcess
{
    private const int LargestMessage = int.MaxValue;

    public static ChildProcess Start(string folder, Uri host, string workerId, IReadOnlyDictionary<string, string> settings, HostLog log)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "worker.config.json")));
        var description = config.RootElement.GetProperty("description");
        var environment = new Dictionary<string, string>(settings) { ["FUNCTIONS_APPLICATION_DIRECTORY"] = folder, ["FUNCTIONS_WORKER_DIRECTORY"] = folder };
        return ChildProcess.Start(
            description.GetProperty("defaultExecutablePath").GetString()!,
            Arguments(Path.Combine(folder, description.GetProperty("defaultWorkerPath").GetString()!), host, workerId),
            folder,
            line => log.Write("worker's output", line),
            environment);
    }

    /// <summary>The old names stand beside the new ones, as they do in the cloud.</summary>
    private static string[] Arguments(string app, Uri host, string workerId)
    {
        var request = Guid.NewGuid().ToString();
        return
        [
            app,
            "--host", host.Host, "--port", $"{host.Port}", "--workerId", workerId, "--requestId", request, "--grpcMaxMessageLength", $"{LargestMessage}",
            "--functions-uri", host.AbsoluteUri, "--functions-worker-id", workerId, "--functions-request-id", request, "--functions-grpc-max-message-length", $"{LargestMessage}",
        ];
    }
}
