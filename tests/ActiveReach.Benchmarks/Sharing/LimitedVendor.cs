using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Benchmarks.Sharing;

/// <summary>Takes so many mails in any minute of the app's time. All others it answers with 429, and in <c>Retry-After</c> with when there is room again.</summary>
internal sealed class LimitedVendor : IAsyncDisposable
{
    /// <summary>By the wall: what comes sooner after a refusal was under way when it was given.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly int perMinute;
    private readonly WebApplication app;
    private readonly List<DateTimeOffset> taken = [];
    private (DateTimeOffset Until, long Since) closed;

    private LimitedVendor(int perMinute)
    {
        this.perMinute = perMinute;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(HearAsync);
    }

    public string Address => app.Urls.Single();

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>When it took each.</summary>
    public IReadOnlyList<DateTimeOffset> Taken => taken;

    public int Refused { get; private set; }

    /// <summary>Requests that came after a refusal was answered and before the time that it named.</summary>
    public int Early { get; private set; }

    public static async Task<LimitedVendor> StartAsync(int perMinute)
    {
        var vendor = new LimitedVendor(perMinute);
        await vendor.app.StartAsync();
        return vendor;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task HearAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        if (Take() is { } wait)
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, wait.ToString(CultureInfo.InvariantCulture));
            await context.Response.WriteAsync("""{"message":"Maximum sending rate exceeded."}""");
            lock (gate)
                closed = (Clock.GetUtcNow().AddSeconds(wait), closed.Until > Clock.GetUtcNow() ? closed.Since : Stopwatch.GetTimestamp());
            return;
        }

        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($$"""{"MessageId":"{{Guid.NewGuid()}}"}"""));
    }

    /// <returns>Whole seconds until there is room; null where there is now.</returns>
    private int? Take()
    {
        lock (gate)
        {
            var now = Clock.GetUtcNow();
            if (now < closed.Until && Stopwatch.GetElapsedTime(closed.Since) > UnderWay)
                Early++;
            if (taken.Count(at => at > now.AddMinutes(-1)) < perMinute)
            {
                taken.Add(now);
                return null;
            }

            Refused++;
            return (int)Math.Ceiling((taken[^perMinute].AddMinutes(1) - now).TotalSeconds);
        }
    }
}
