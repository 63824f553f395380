using System.Text.Json;
using System.Text.Json.Nodes;
using DurableTask.Core.Exceptions;
using Functions.Embedded.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Http.Management;

/// <summary>The Durable HTTP management API of the cloud's host. Rewinding and the raw history are not offered here.</summary>
internal sealed class ManagementApi(DurableTaskClient client, DurableRegistry registry)
{
    public async Task<IResult> StartAsync(HttpRequest request, string functionName, string? instanceId)
    {
        if (registry.FindOrchestrator(functionName) is null)
            return Refused(StatusCodes.Status400BadRequest, $"There is no orchestrator function named '{functionName}'.");
        var input = await BodyAsync(request);
        try
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync(functionName, input, new StartOrchestrationOptions(instanceId), request.HttpContext.RequestAborted);
            request.HttpContext.Response.Headers.RetryAfter = "10";
            return Results.Accepted(ManagementUrls.Instance(request, id), ManagementUrls.Of(request, id));
        }
        catch (OrchestrationAlreadyExistsException error)
        {
            return Refused(StatusCodes.Status409Conflict, error.Message);
        }
    }

    public async Task<IResult> GetAsync(HttpRequest request, string id)
    {
        if (await client.GetInstanceAsync(id, getInputsAndOutputs: true, request.HttpContext.RequestAborted) is not { } instance)
            return Results.NotFound();
        var code = InstanceStatus.Code(instance, ManagementQuery.Flag(request, "returnInternalServerErrorOnFailure"));
        if (code == StatusCodes.Status202Accepted)
        {
            request.HttpContext.Response.Headers.Location = ManagementUrls.Instance(request, id);
            request.HttpContext.Response.Headers.RetryAfter = "5";
        }

        var showInput = !request.Query.ContainsKey("showInput") || ManagementQuery.Flag(request, "showInput");
        return Results.Json(InstanceStatus.Json(instance, showInput), statusCode: code);
    }

    public async Task<IResult> ListAsync(HttpRequest request)
    {
        var query = ManagementQuery.Instances(request);
        await foreach (var page in client.GetAllInstancesAsync(query).AsPages(query.ContinuationToken, query.PageSize).WithCancellation(request.HttpContext.RequestAborted))
        {
            if (page.ContinuationToken is { } token)
                request.HttpContext.Response.Headers["x-ms-continuation-token"] = token;
            return Results.Json(page.Values.Select(instance => InstanceStatus.Json(instance, ManagementQuery.Flag(request, "showInput"))));
        }

        return Results.Json(Array.Empty<JsonObject>());
    }

    public async Task<IResult> RaiseEventAsync(HttpRequest request, string id, string eventName)
    {
        if (!request.HasJsonContentType())
            return Refused(StatusCodes.Status400BadRequest, "Only application/json is taken as the content of an event.");
        var payload = await BodyAsync(request);
        return await OnRunningAsync(id, () => client.RaiseEventAsync(id, eventName, payload));
    }

    public Task<IResult> TerminateAsync(HttpRequest request, string id) =>
        OnRunningAsync(id, () => client.TerminateInstanceAsync(id, (object?)Reason(request)));

    public Task<IResult> SuspendAsync(HttpRequest request, string id) => OnRunningAsync(id, () => client.SuspendInstanceAsync(id, Reason(request)));

    public Task<IResult> ResumeAsync(HttpRequest request, string id) => OnRunningAsync(id, () => client.ResumeInstanceAsync(id, Reason(request)));

    public async Task<IResult> RestartAsync(HttpRequest request, string id)
    {
        if (await client.GetInstanceAsync(id) is null)
            return Results.NotFound();
        var isNew = !request.Query.ContainsKey("restartWithNewInstanceId") || ManagementQuery.Flag(request, "restartWithNewInstanceId");
        var started = await client.RestartAsync(id, isNew);
        return Results.Accepted(ManagementUrls.Instance(request, started), ManagementUrls.Of(request, started));
    }

    public async Task<IResult> PurgeAsync(string id)
    {
        try
        {
            return Purged(await client.PurgeInstanceAsync(id));
        }
        catch (InvalidOperationException error)
        {
            return Refused(StatusCodes.Status409Conflict, error.Message);
        }
    }

    public async Task<IResult> PurgeManyAsync(HttpRequest request) => Purged(await client.PurgeAllInstancesAsync(ManagementQuery.Purge(request)));

    public static IResult Refused(int status, string message) => Results.Json(new { message }, statusCode: status);

    private static IResult Purged(PurgeResult result) =>
        result.PurgedInstanceCount == 0 ? Results.NotFound() : Results.Json(new { instancesDeleted = result.PurgedInstanceCount });

    private static string? Reason(HttpRequest request) => request.Query["reason"].FirstOrDefault();

    private static async Task<JsonElement?> BodyAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        if (text.Length == 0)
            return null;
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private async Task<IResult> OnRunningAsync(string id, Func<Task> act)
    {
        if (await client.GetInstanceAsync(id) is not { } instance)
            return Results.NotFound();
        if (instance.IsCompleted)
            return Results.StatusCode(StatusCodes.Status410Gone);
        await act();
        return Results.Accepted();
    }
}
