using ActiveReach.Functions.Http;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Workspaces;

/// <summary>For whoever watches the process.</summary>
public sealed class HealthFunctions(IEnumerable<IStoreCheck> stores, ILogger<HealthFunctions> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Function("Health")]
    [Public("Tells nothing but that the process answers.")]
    [Operation("The process answers.", Response = typeof(HealthAnswer))]
    public Answer Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request) => Answers.Ok(new HealthAnswer("ok"));

    [Function("Ready")]
    [Public("Tells nothing but whether the stores answer.")]
    [Operation("The stores answer; 503 otherwise.", Response = typeof(ReadyAnswer), OtherStatus = 503)]
    public async Task<Answer> ReadyAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/ready")] HttpRequest request)
    {
        var answers = await Task.WhenAll(stores.Select(store => AskAsync(store, request.HttpContext.RequestAborted)));
        var ready = answers.All(answer => answer.Answers);
        return Answers.Status(ready ? 200 : 503, new ReadyAnswer(ready ? "ok" : "unavailable", answers));
    }

    private async Task<StoreAnswer> AskAsync(IStoreCheck store, CancellationToken cancellation)
    {
        try
        {
            await store.AskAsync(cancellation).WaitAsync(Patience, cancellation);
            return new StoreAnswer(store.Store, true);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(error, "The store {Store} does not answer.", store.Store);
            return new StoreAnswer(store.Store, false);
        }
    }
}

public sealed record HealthAnswer(string Status);

public sealed record ReadyAnswer(string Status, IReadOnlyList<StoreAnswer> Stores);

public sealed record StoreAnswer(string Store, bool Answers);
