using Functions.Host.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Functions.Host.Triggers;

/// <summary>The WebJobs SDK with the extensions that the functions need: it listens, and calls what was
/// emitted.</summary>
internal sealed class JobListeners : IAsyncDisposable
{
    private readonly IHost host;
    private readonly EmittedFunctions functions;

    private JobListeners(IHost started, EmittedFunctions emitted) => (host, functions) = (started, emitted);

    public static async Task<JobListeners> StartAsync(
        IReadOnlyList<HostedFunction> all, IReadOnlyList<ITriggerKind> kinds, IInvoke invoke, IConfiguration settings, HostLog log)
    {
        var used = kinds.Where(kind => all.Any(function => function.Trigger.Type == kind.Type)).ToDictionary(kind => kind.Type);
        var emitted = new EmittedFunctions(all, used);
        var started = new HostBuilder()
            .ConfigureAppConfiguration(configuration => configuration.AddConfiguration(settings))
            .ConfigureWebJobs(jobs =>
            {
                foreach (var kind in used.Values)
                    kind.AddTo(jobs);
            })
            .ConfigureServices(services => services.AddSingleton<ITypeLocator>(emitted).AddSingleton(invoke))
            .ConfigureLogging(logging => logging.AddProvider(log).AddFilter("Azure", LogLevel.Error))
            .Build();
        await started.StartAsync();
        return new JobListeners(started, emitted);
    }

    /// <summary>Calls a function that the host's web server triggers.</summary>
    public Task CallAsync(HostedFunction function, HttpContext http) =>
        ((JobHost)host.Services.GetRequiredService<IJobHost>()).CallAsync(
            functions.MethodOf(function.Name), new Dictionary<string, object> { [function.Trigger.Name] = http }, http.RequestAborted);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
