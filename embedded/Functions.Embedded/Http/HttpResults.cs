using Functions.Embedded.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Functions.Embedded.Http;

/// <summary>The step that answers a request with what the function, or middleware inside of this one, left as the result.</summary>
internal static class HttpResults
{
    private static readonly ActionDescriptor NoAction = new();

    public static Task RunAsync(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http ? RunAsync(context, http, next) : next(context);

    private static async Task RunAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next)
    {
        await next(context);
        var own = (EmbeddedFunctionContext)context;
        var result = own.Function.HttpResult is { } property && property.DeclaringType!.IsInstanceOfType(own.Result)
            ? property.GetValue(own.Result)
            : own.Result;
        switch (result)
        {
            case IActionResult action:
                await action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), NoAction));
                break;
            case IResult minimal:
                await minimal.ExecuteAsync(http);
                break;
            case not null:
                context.GetLogger("Functions.Embedded.Http").LogWarning(
                    "Function {Function} returned a {Type}, which is neither IActionResult nor IResult and so was not written.",
                    own.Function.Name, result.GetType().Name);
                break;
        }
    }
}
