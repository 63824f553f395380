using System.Text.Json;
using Functions.Embedded.Clock;
using Functions.Embedded.Durable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Embedded.Http.Management;

/// <summary>The routes of the management API.</summary>
internal static class ManagementEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var api = new ManagementApi(services.GetRequiredService<DurableTaskClient>(), services.GetRequiredService<DurableRegistry>());
        var activity = services.GetRequiredService<RuntimeActivity>();

        void On(string method, string path, Func<HttpRequest, string, Task<IResult>> handle) =>
            routes.MapMethods(ManagementUrls.Root + path, [method], http => AnswerAsync(http, handle, activity)).WithDisplayName("durable management");

        On("POST", "/orchestrators/{functionName}/{id?}", (request, id) => api.StartAsync(request, Route(request, "functionName"), id.Length == 0 ? null : id));
        On("GET", "/instances", (request, _) => api.ListAsync(request));
        On("GET", "/instances/{id}", api.GetAsync);
        On("POST", "/instances/{id}/raiseEvent/{eventName}", (request, id) => api.RaiseEventAsync(request, id, Route(request, "eventName")));
        On("POST", "/instances/{id}/terminate", api.TerminateAsync);
        On("POST", "/instances/{id}/suspend", api.SuspendAsync);
        On("POST", "/instances/{id}/resume", api.ResumeAsync);
        On("POST", "/instances/{id}/restart", api.RestartAsync);
        On("DELETE", "/instances", (request, _) => api.PurgeManyAsync(request));
        On("DELETE", "/instances/{id}", (_, id) => api.PurgeAsync(id));
    }

    private static async Task AnswerAsync(HttpContext http, Func<HttpRequest, string, Task<IResult>> handle, RuntimeActivity activity)
    {
        using var busy = activity.Begin("management");
        await (await ResultAsync(http, handle)).ExecuteAsync(http);
    }

    private static async Task<IResult> ResultAsync(HttpContext http, Func<HttpRequest, string, Task<IResult>> handle)
    {
        if (!LocalCaller.IsTrusted(http))
            return ManagementApi.Refused(StatusCodes.Status403Forbidden, "Only programs on this machine may manage orchestrations.");
        try
        {
            return await handle(http.Request, Route(http.Request, "id"));
        }
        catch (Exception error) when (error is FormatException or JsonException or ArgumentException)
        {
            return ManagementApi.Refused(StatusCodes.Status400BadRequest, error.Message);
        }
    }

    private static string Route(HttpRequest request, string name) => request.RouteValues[name] as string ?? "";
}
