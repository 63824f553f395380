using Functions.Embedded.Discovery;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Embedded.Invocation;

/// <summary>Runs functions: one scope an invocation, the middleware pipeline around it, outputs sent when it succeeded.</summary>
internal sealed class FunctionInvoker(FunctionExecutionDelegate pipeline, IServiceScopeFactory scopes, IOutputSender outputs)
{
    /// <param name="services">The scope to run in; null makes one for this invocation.</param>
    public async ValueTask<object?> InvokeAsync(FunctionEntry function, TriggerInput input, IServiceProvider? services, CancellationToken cancellation)
    {
        var context = new EmbeddedFunctionContext(function, input, scopes, cancellation);
        if (services is not null)
            context.InstanceServices = services;
        input.Attach(context);
        try
        {
            await pipeline(context);
            if (function.Outputs.Length > 0)
                await outputs.SendAsync(function, context.Result, cancellation);
            return context.Result;
        }
        finally
        {
            await context.DisposeScopeAsync();
        }
    }
}

/// <summary>Sends what a function returned through its output bindings.</summary>
internal interface IOutputSender
{
    Task SendAsync(FunctionEntry function, object? result, CancellationToken cancellation);
}
