namespace ActiveReach.Inbox.Raw;

/// <summary>Keeps callbacks as they came. Nobody who is answered waits for it: what comes within a second makes one write, so that a process that is killed takes the
/// last second of them with it, but no event, which is on disk before the answer.</summary>
public sealed class RawWebhooks : IAsyncDisposable
{
    /// <summary>Once so many bytes wait to be written, whoever brings more waits with them.</summary>
    private const long MostWaiting = 16L << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Gathering<RawWebhook> gathering;
    private readonly RawBundles bundles;
    private readonly RawWebhookOptions options;
    private readonly Action<int, Exception> lost;
    private long waiting;
    private volatile TaskCompletionSource hurry = NewHurry();

    /// <param name="lost">Told how many could not be kept, and why.</param>
    public RawWebhooks(RawBundles bundles, RawWebhookOptions options, Action<int, Exception> lost)
    {
        (this.bundles, this.options, this.lost) = (bundles, options, lost);
        gathering = new Gathering<RawWebhook>(WriteAsync, PauseAsync);
    }

    /// <summary>Names of headers that are kept: what a body is written in, who sends, and the sender's own ids. None is a signature or a secret.</summary>
    public static IReadOnlyList<string> Headers { get; } =
    [
        "Content-Type", "User-Agent", "aeg-event-type", "aeg-delivery-count", "aeg-subscription-name", "x-amz-sns-message-type", "x-amz-sns-message-id", "x-amz-sns-topic-arn", "I-Twilio-Idempotency-Token",
    ];

    /// <param name="webhook">All but its body and its events.</param>
    /// <param name="body">What was signed.</param>
    /// <param name="taken">What it led to.</param>
    public Task KeepAsync(RawWebhook webhook, ReadOnlySpan<byte> body, IReadOnlyList<InboxEvent> taken)
    {
        if (options.Keep == TimeSpan.Zero)
            return Task.CompletedTask;
        var kept = webhook.With(body).With(taken);
        var isFull = Interlocked.Add(ref waiting, kept.Size) > MostWaiting;
        var written = gathering.AddAsync([kept]);
        return isFull ? written : Task.CompletedTask;
    }

    /// <summary>Has what waits in this process written at once.</summary>
    public async Task FlushAsync()
    {
        var asked = hurry;
        asked.TrySetResult();
        await gathering.AllAsync();
        Interlocked.CompareExchange(ref hurry, NewHurry(), asked);
    }

    public async ValueTask DisposeAsync() => await FlushAsync();

    private async Task WriteAsync(IReadOnlyList<RawWebhook> some)
    {
        try
        {
            await bundles.AddAsync(some, CancellationToken.None);
        }
        catch (Exception error)
        {
            // They are for the record alone: what they told is taken, and nobody would send them again for it.
            lost(some.Count, error);
        }
        finally
        {
            Interlocked.Add(ref waiting, -some.Sum(each => (long)each.Size));
        }
    }

    /// <summary>By the clock of the system, by which senders go.</summary>
    private async Task PauseAsync() => await Task.WhenAny(hurry.Task, Task.Delay(Pause, TimeProvider.System));

    private static TaskCompletionSource NewHurry() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
