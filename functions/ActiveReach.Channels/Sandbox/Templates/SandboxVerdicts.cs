using System.Net.Http.Headers;
using System.Threading.Channels;
using ActiveReach.Channels.Sandbox.Reports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Sandbox.Templates;

/// <summary>Brings the stand-in reviewer's verdicts to the app, as Meta would. What the app doesn't take now is brought again.</summary>
internal sealed class SandboxVerdicts(SandboxReviewer reviewer, SandboxOptions options, SandboxCallback callback, TimeProvider clock, ILogger<SandboxVerdicts> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Channel<(SandboxReview Review, IDisposable? Busy)> due = System.Threading.Channels.Channel.CreateUnbounded<(SandboxReview, IDisposable?)>();
    private readonly List<ITimer> timers = [];
    private readonly HttpClient http = SandboxDelivery.NewClient();

    public override void Dispose()
    {
        lock (timers)
            timers.ForEach(timer => timer.Dispose());
        http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        reviewer.Shown = Await;
        foreach (var review in reviewer.All())
            Await(review);
        await foreach (var (review, busy) in due.Reader.ReadAllAsync(stoppingToken))
        {
            while (!await IsTakenAsync(review, stoppingToken))
                await Task.Delay(Pause, stoppingToken);
            busy?.Dispose();
        }
    }

    /// <summary>From its hour until the app has heard it, the process counts as busy, so that a simulated clock doesn't run ahead of it.</summary>
    private void Await(SandboxReview review)
    {
        var wait = review.Due - clock.GetUtcNow();
        lock (timers)
            timers.Add(clock.CreateTimer(_ => due.Writer.TryWrite((review, callback.Busy?.Invoke())), null, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    private async Task<bool> IsTakenAsync(SandboxReview review, CancellationToken cancellation)
    {
        if (callback.Address() is not { } address)
            return false;
        var body = MetaJson.Write(review, SandboxObjection.To(review, options));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/webhooks/whatsapp"))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers = { { "X-Hub-Signature-256", MetaJson.Signature(body, callback.WhatsAppSecret) } },
        };
        return await http.IsTakenAsync(request, 1, logger, cancellation);
    }
}
