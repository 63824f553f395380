using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>Keeps the answer before sending it, so that whoever has seen it can rely on getting it again.</summary>
internal sealed class FirstAnswer(IResult answer, Func<KeptAnswer?, Task> keep) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var sent = httpContext.Response.Body;
        using var body = new MemoryStream();
        httpContext.Response.Body = body;
        KeptAnswer? kept = null;
        try
        {
            await answer.ExecuteAsync(httpContext);
            kept = KeptAnswer.Of(httpContext.Response, body.ToArray());
        }
        finally
        {
            httpContext.Response.Body = sent;
            await keep(kept);
        }

        await sent.WriteAsync(kept.Body);
    }
}
