namespace Functions.Host.Worker;

/// <summary>The place of the worker: when it dies another one takes it, and invocations wait meanwhile, as in the cloud.</summary>
internal sealed class WorkerSeat : IAsyncDisposable
{
    private readonly Func<Task<WorkerConnection>> start;
    private Task<WorkerConnection> current;

    private WorkerSeat(Func<Task<WorkerConnection>> starting, WorkerConnection first)
    {
        start = starting;
        current = Task.FromResult(first);
        Functions = first.Functions;
    }

    /// <summary>As the first worker indexed them: they come from the deployment.</summary>
    public IReadOnlyList<HostedFunction> Functions { get; }

    public static async Task<WorkerSeat> StartAsync(string folder, IReadOnlyDictionary<string, string> settings, HostLog log)
    {
        Task<WorkerConnection> Starting() => WorkerConnection.StartAsync(folder, settings, log);
        return new WorkerSeat(Starting, await Starting());
    }

    public Task<WorkerConnection> TakenAsync() => current;

    /// <summary>Ends the worker in the midst of its work, without a word to it, and seats the next one.</summary>
    public async Task KillAsync()
    {
        var dying = await current;
        var next = new TaskCompletionSource<WorkerConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        current = next.Task;
        await dying.KillAsync();
        next.SetResult(await start());
    }

    public async ValueTask DisposeAsync() => await (await current).DisposeAsync();
}
