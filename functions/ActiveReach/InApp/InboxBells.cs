using System.Collections.Concurrent;

namespace ActiveReach.InApp;

/// <summary>Tells those who wait at an inbox of this process that something came in. A ring that another process makes is not heard: whoever waits looks
/// from time to time.</summary>
public sealed class InboxBells
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>Ends with the next ring.</summary>
    public Task NextAsync(string inbox) => waiting.GetOrAdd(inbox, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Ring(string inbox)
    {
        if (waiting.TryRemove(inbox, out var bell))
            bell.TrySetResult();
    }
}
