using ActiveReach.Functions.Sight;
using Functions.Embedded.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Http;

/// <summary>What surrounds every HTTP function, the same on both hosts: admission, repeated requests, and every failure turned
/// into a problem document. Other functions pass through untouched.</summary>
internal sealed class RequestMiddleware(
    RouteTable routes, AccessOptions options, DomainGate domains, Admission admission, CrossOrigin crossOrigin, RepeatGuard repeats, ILogger<RequestMiddleware> log)
    : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http ? AnswerAsync(context, http, next) : next(context);

    private async Task AnswerAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next)
    {
        var repeat = Repeat.None;
        try
        {
            repeat = await AdmitAsync(context, http);
            if (repeat.Known is { } known)
            {
                await SendAsync(context, http, known);
                return;
            }

            // The host sends what the function returns when this is over.
            http.Features.Set(new AnswerTurn(answer => SendAsync(context, http, repeat.Keeping(answer))));
            await next(context);
        }
        catch (Exception error) when (ProblemOf(context, http, error) is { } problem)
        {
            await SendAsync(context, http, repeat.Keeping(problem));
        }
        catch (Exception error)
        {
            await repeat.ReleaseAsync();
            throw new FunctionFailedException(error);
        }
    }

    private async Task<Repeat> AdmitAsync(FunctionContext context, HttpContext http)
    {
        var route = routes.Find(context.FunctionDefinition.EntryPoint)
            ?? throw new InvalidOperationException($"Function '{context.FunctionDefinition.Name}' is not in the route table.");
        SecurityHeaders.Set(http, options);
        PercentText.RefuseBroken(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, route);
        await domains.AdmitAsync(http, route, http.RequestAborted);
        await crossOrigin.AnnounceAsync(http, http.RequestAborted);
        await admission.AdmitAsync(http, route, http.RequestAborted);
        return await repeats.BeginAsync(http, route);
    }

    private async Task SendAsync(FunctionContext context, HttpContext http, IResult answer)
    {
        try
        {
            await answer.ExecuteAsync(http);
        }
        catch (Exception error) when (ProblemOf(context, http, error) is { } problem)
        {
            if (http.Response.HasStarted)
                http.Abort();
            else
                await problem.ExecuteAsync(http);
        }
    }

    /// <summary>What to answer to a failure; null where nobody is there any more.</summary>
    private IResult? ProblemOf(FunctionContext context, HttpContext http, Exception error) =>
        http.RequestAborted.IsCancellationRequested ? null : ProblemAnswer.For(error) ?? Unexpected(context, error);

    private IResult Unexpected(FunctionContext context, Exception error)
    {
        log.LogError("Function {Function} failed, reference {Reference}: {Fault}", context.FunctionDefinition.Name, context.InvocationId, FaultText.Of(error));
        return ProblemAnswer.Unexpected(context.InvocationId);
    }
}
