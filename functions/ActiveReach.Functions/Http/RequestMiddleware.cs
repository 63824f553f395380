using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Http;

/// <summary>What surrounds every HTTP function, the same on both runtimes: admission, repeated requests, and every failure turned
/// into a problem document. Other functions pass through untouched.</summary>
internal sealed class RequestMiddleware(
    RouteTable routes, AccessOptions options, Admission admission, CrossOrigin crossOrigin, RepeatGuard repeats, ILogger<RequestMiddleware> log)
    : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http ? AnswerAsync(context, http, next) : next(context);

    private async Task AnswerAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next)
    {
        var result = await AsAnswerAsync(context, http, async () =>
        {
            var route = routes.Find(context.FunctionDefinition.EntryPoint)
                ?? throw new InvalidOperationException($"Function '{context.FunctionDefinition.Name}' is not in the route table.");
            SecurityHeaders.Set(http, options);
            PercentText.RefuseBroken(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, route);
            await crossOrigin.AnnounceAsync(http, http.RequestAborted);
            await admission.AdmitAsync(http, route, http.RequestAborted);
            return await repeats.RunAsync(http, route, () => AsAnswerAsync(context, http, () => RunAsync(context, next)));
        });

        await AsAnswerAsync(context, http, async () =>
        {
            await result.ExecuteAsync(http);
            return Results.Empty;
        }, mayAnswer: true);

        // It is answered: nothing is left for the runtime to write.
        context.GetInvocationResult().Value = Results.Empty;
    }

    private static async Task<IResult> RunAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        return context.GetInvocationResult().Value as IResult
            ?? throw new InvalidOperationException($"Function '{context.FunctionDefinition.Name}' returned nothing to answer with.");
    }

    private async Task<IResult> AsAnswerAsync(FunctionContext context, HttpContext http, Func<Task<IResult>> work, bool mayAnswer = false)
    {
        IResult answer;
        try
        {
            return await work();
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            answer = ProblemAnswer.For(error) ?? Unexpected(context, error);
        }

        if (!mayAnswer)
            return answer;
        if (http.Response.HasStarted)
            http.Abort();
        else
            await answer.ExecuteAsync(http);
        return Results.Empty;
    }

    /// <summary>Messages of unforeseen exceptions may quote what a caller or contact wrote, so only kind and place are logged.</summary>
    private IResult Unexpected(FunctionContext context, Exception error)
    {
        var kinds = new List<string>();
        for (var inner = error; inner is not null; inner = inner.InnerException)
            kinds.Add(inner.GetType().Name);
        log.LogError(
            "Function {Function} failed, reference {Reference}: {Kinds}{NewLine}{Place}",
            context.FunctionDefinition.Name, context.InvocationId, string.Join(" < ", kinds), Environment.NewLine, error.StackTrace);
        return ProblemAnswer.Unexpected(context.InvocationId);
    }
}
