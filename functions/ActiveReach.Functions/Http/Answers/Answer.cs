using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>What an HTTP function returns. The host executes it when the middleware is through, and no host lets middleware see it before;
/// so it hands its content over to <see cref="AnswerTurn"/>, which the middleware has left with the request.</summary>
public sealed class Answer(IResult content) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => (httpContext.Features.Get<AnswerTurn>()
        ?? throw new InvalidOperationException("An Answer is only for functions behind RequestMiddleware.")).SendAsync(content);
}

/// <summary>How the answer of a request is sent: kept for a repeat, and with a problem document in its place where it fails.</summary>
internal sealed record AnswerTurn(Func<IResult, Task> SendAsync);
