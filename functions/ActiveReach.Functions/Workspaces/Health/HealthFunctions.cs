using ActiveReach.Functions.Http;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Workspaces.Health;

/// <summary>For whoever watches the process.</summary>
public sealed class HealthFunctions(CheckStores check, ILogger<HealthFunctions> log)
{
    [Function("Health")]
    [Public("Tells nothing but that the process answers.")]
    [Operation("The process answers.", Response = typeof(HealthAnswer))]
    public Answer Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request) => Answers.Ok(new HealthAnswer("ok"));

    [Function("Ready")]
    [Public("Tells nothing but whether the stores answer.")]
    [Operation("The stores answer; 503 otherwise.", Response = typeof(ReadyAnswer), OtherStatus = 503)]
    public async Task<Answer> ReadyAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/ready")] HttpRequest request)
    {
        var stores = await check.RunAsync(request.HttpContext.RequestAborted);
        foreach (var silent in stores.Where(store => store.Fault is not null))
            log.LogError("{Store}", StoreFaults.Tell(silent));
        var ready = stores.All(store => store.Fault is null);
        return Answers.Status(ready ? 200 : 503, new ReadyAnswer(ready ? "ok" : "unavailable", [.. stores.Select(store => new StoreAnswer(store.Store, store.Fault is null))]));
    }
}

public sealed record HealthAnswer(string Status);

public sealed record ReadyAnswer(string Status, IReadOnlyList<StoreAnswer> Stores);

public sealed record StoreAnswer(string Store, bool Answers);
