using Azure.Core;
using Azure.Core.Pipeline;

namespace ActiveReach.Azure.Accounts;

/// <summary>Hears from the date of every answer how far the clock of this machine is off the store's. That date has whole seconds, and is of some moment between
/// question and answer: what that explains is no difference.</summary>
/// <param name="time">The clock of this machine.</param>
public sealed class StoreClock(TimeProvider time) : HttpPipelineSynchronousPolicy
{
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1);

    private long ahead;

    /// <summary>As the last answer told; less than zero where this machine is behind.</summary>
    public TimeSpan Ahead => new(Interlocked.Read(ref ahead));

    public override void OnSendingRequest(HttpMessage message) => message.SetProperty(typeof(StoreClock), time.GetUtcNow());

    public override void OnReceivedResponse(HttpMessage message)
    {
        if (message.Response.Headers.Date is not { } date || !message.TryGetProperty(typeof(StoreClock), out var asked))
            return;
        var (from, to) = ((DateTimeOffset)asked!, time.GetUtcNow());
        var off = from > date + Grain ? from - date - Grain : to < date ? to - date : TimeSpan.Zero;
        Interlocked.Exchange(ref ahead, off.Ticks);
    }
}
