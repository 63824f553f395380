using System.Net.Http.Headers;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Sandbox.Templates;

/// <summary>Brings the stand-in reviewer's verdicts to the app, as Meta would. What the app doesn't take now is brought again.</summary>
internal sealed class SandboxVerdicts(SandboxReviewer reviewer, SandboxOptions options, SandboxCallback callback, TimeProvider clock, ILogger<SandboxVerdicts> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Channel<(SandboxReview Review, IDisposable? Busy)> due = System.Threading.Channels.Channel.CreateUnbounded<(SandboxReview, IDisposable?)>();
    private readonly List<ITimer> timers = [];
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

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
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            if ((int)response.StatusCode is >= 400 and < 500 and not 429)
                logger.LogWarning("The app refused a verdict of the sandbox with status {Status}.", (int)response.StatusCode);
            return (int)response.StatusCode is < 500 and not 429;
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
