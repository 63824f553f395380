using Functions.Host.Durable;
using Functions.Host.Http;
using Functions.Host.Queues;
using Functions.Host.Timers;
using Functions.Host.Triggers;
using Functions.Host.Worker;

namespace Functions.Host;

/// <summary>A stand-in of the Azure Functions host. The extensions are the real ones, and so are the worker and the protocol between; ours is what
/// lies between the extensions and the worker.</summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private readonly HttpFront front;
    private readonly HttpProxy proxy;
    private readonly JobListeners listeners;

    private FunctionsHost(HttpFront serving, WorkerSeat seat, HttpProxy forwarding, Invocations carrying, JobListeners listening) =>
        (front, Worker, proxy, Invocations, listeners) = (serving, seat, forwarding, carrying, listening);

    public Uri Address => front.Address;

    public WorkerSeat Worker { get; }

    public Invocations Invocations { get; }

    /// <param name="folder">What <c>dotnet publish</c> made.</param>
    /// <param name="settings">The app's settings, by the host's own address.</param>
    /// <param name="log">Takes what host and worker say.</param>
    public static async Task<FunctionsHost> StartAsync(string folder, Func<Uri, IReadOnlyDictionary<string, string>> settings, HostLog log)
    {
        var serving = await HttpFront.StartAsync(log);
        var known = settings(serving.Address);
        var seat = await WorkerSeat.StartAsync(folder, known, log);
        var forwarding = new HttpProxy(serving.Forwarder);
        var hub = new DurableHub(serving.Address);
        ITriggerKind[] kinds = [new HttpTrigger(), new QueueTrigger(), new TimerTrigger(), new OrchestrationTrigger(hub), new ActivityTrigger(hub)];
        var configuration = HostSettings.Read(folder, known);
        var carrying = new Invocations(seat, kinds, forwarding);
        var listening = await JobListeners.StartAsync(seat.Functions, kinds, carrying, configuration, log);
        serving.Serve(seat.Functions, HostSettings.RoutePrefix(configuration), listening.CallAsync);
        return new FunctionsHost(serving, seat, forwarding, carrying, listening);
    }

    public async ValueTask DisposeAsync()
    {
        await listeners.DisposeAsync();
        await Worker.DisposeAsync();
        await front.DisposeAsync();
        proxy.Dispose();
    }
}
