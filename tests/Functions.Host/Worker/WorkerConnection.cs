using Functions.Host.Worker.Protocol;
using Microsoft.AspNetCore.Builder;

namespace Functions.Host.Worker;

/// <summary>A running worker: process, stream, and what it said of itself.</summary>
internal sealed class WorkerConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly WebApplication server;
    private readonly WorkerStream stream;
    private readonly ChildProcess process;

    private WorkerConnection(WebApplication listening, WorkerStream opening, ChildProcess started) => (server, stream, process) = (listening, opening, started);

    /// <summary>What the worker can do, by its own word.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>();

    /// <summary>The worker's own web server, to which requests are proxied.</summary>
    public Uri HttpUri => new(Capabilities["HttpUri"]);

    /// <summary>In the order in which the host looks at them: by name.</summary>
    public IReadOnlyList<HostedFunction> Functions { get; private set; } = [];

    public static async Task<WorkerConnection> StartAsync(string folder, IReadOnlyDictionary<string, string> settings, HostLog log)
    {
        var opening = new WorkerStream(log);
        var listening = await WorkerServer.StartAsync(opening, log);
        var id = Guid.NewGuid().ToString();
        var worker = new WorkerConnection(listening, opening, WorkerProcess.Start(folder, new Uri(listening.Urls.First()), id, settings, log));
        try
        {
            await worker.UnlessItEnds(worker.MeetAsync(id, folder));
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    public async Task<TypedData?> InvokeAsync(InvocationRequest request)
    {
        var answer = (await stream.AskAsync(new StreamingMessage { InvocationRequest = request })).InvocationResponse;
        WorkerFailure.ThrowIfFailed(answer.Result, "");
        return answer.ReturnValue;
    }

    public async Task KillAsync()
    {
        process.Dispose();
        await server.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        stream.Tell(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });
        // A worker doesn't end when its host does: whoever stays is killed.
        await process.Ended.WaitAsync(Grace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.Dispose();
        await server.DisposeAsync();
    }

    private async Task MeetAsync(string id, string folder)
    {
        if (await stream.Opened is var called && called != id)
            throw new WorkerFailure($"Worker '{called}' called; '{id}' was started.");
        var init = (await stream.AskAsync(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest { HostVersion = "4.0.0", WorkerDirectory = folder, FunctionAppDirectory = folder },
        })).WorkerInitResponse;
        WorkerFailure.ThrowIfFailed(init.Result, "start");
        Capabilities = init.Capabilities;

        var indexed = (await stream.AskAsync(new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = folder } })).FunctionMetadataResponse;
        WorkerFailure.ThrowIfFailed(indexed.Result, "indexing");
        Functions = [.. indexed.FunctionMetadataResults.Select(HostedFunction.Of).OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)];
        await Task.WhenAll(Functions.Select(LoadAsync));
    }

    private async Task LoadAsync(HostedFunction function)
    {
        var loaded = (await stream.AskAsync(new StreamingMessage
        {
            FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.Id, Metadata = function.Metadata },
        })).FunctionLoadResponse;
        WorkerFailure.ThrowIfFailed(loaded.Result, $"loading {function.Name}");
    }

    private async Task UnlessItEnds(Task task)
    {
        if (await Task.WhenAny(task, process.Ended).WaitAsync(Patience) != task)
            throw new WorkerFailure("The worker ended before it was ready.");
        await task;
    }
}
