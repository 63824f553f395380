using Microsoft.AspNetCore.Http;

namespace Carriers.StandIn.Push;

/// <summary>A push service on this machine, which takes only what shows what it should, and gives every answer that a real one may, on demand.</summary>
public abstract class PushStandIn : LoopbackStandIn<PushFate>
{
    /// <summary>Answers as it is said, else yes.</summary>
    protected async Task AnswerAsync(HttpContext context, Action take, int status, object? body)
    {
        var fate = NextFate();
        if (fate is null or { Takes: true })
            take();
        if (fate is { Status: 0 })
        {
            context.Abort();
            return;
        }

        if (fate is { Status: < 0 })
        {
            await SilenceAsync(context);
            return;
        }

        context.Response.StatusCode = fate?.Status ?? status;
        if (fate?.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = wait;
        if (fate is not null)
            await context.Response.WriteAsync(fate.Body);
        else if (body is not null)
            await context.Response.WriteAsJsonAsync(body);
    }
}
