using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Functions.Embedded.Http;

/// <summary>The step around all endpoints that gives an app a say where none was found for a path (404) or for its verb (405).</summary>
internal static class UnansweredRequests
{
    public static async Task RunAsync(HttpContext http, RequestDelegate next, RequestDelegate answer)
    {
        await next(http);

        // Routing puts an endpoint of its own there for a verb that the path doesn't have.
        if (http.GetEndpoint() is not RouteEndpoint && !http.Response.HasStarted && http.Response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
            await answer(http);
    }
}
