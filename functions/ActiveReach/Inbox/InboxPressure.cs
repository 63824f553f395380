namespace ActiveReach.Inbox;

/// <summary>Whether the inbox has fallen so far behind that it should take no more for now. Looked up every few seconds at most, however many ask.</summary>
/// <param name="clock">Business time, in which events are due.</param>
public sealed class InboxPressure(IEngagementInbox inbox, InboxOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Known = TimeSpan.FromSeconds(5);

    private volatile Answer? last;

    /// <summary>Events that wait for their hour, and parked ones, don't count.</summary>
    public async ValueTask<bool> IsTooHighAsync()
    {
        if (last is { } known && TimeProvider.System.GetElapsedTime(known.At) < Known)
            return known.IsTooHigh;
        var overdue = clock.GetUtcNow() - options.LongestWait;
        var answer = new Answer((await inbox.LeftOverAsync(overdue, overdue, 1)).Count > 0, TimeProvider.System.GetTimestamp());
        last = answer;
        return answer.IsTooHigh;
    }

    /// <param name="At">Of the system, by which stores and senders go.</param>
    private sealed record Answer(bool IsTooHigh, long At);
}
