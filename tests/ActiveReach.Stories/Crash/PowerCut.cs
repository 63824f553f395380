using SqliteGroupCommit;

namespace ActiveReach.Stories.Crash;

/// <summary>Cuts the power at the n-th durable write of the whole app, whichever file it goes to; before it or just after it.</summary>
internal sealed class PowerCut(long at, bool afterTheWrite) : ICommitHook
{
    private readonly TaskCompletionSource dark = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long writes;

    /// <summary>Completes when the power is cut.</summary>
    public Task Dark => dark.Task;

    public long Writes => Interlocked.Read(ref writes);

    public void BeforeCommit(long ordinal)
    {
        var write = Interlocked.Increment(ref writes);
        if (dark.Task.IsCompleted || (write >= at && !afterTheWrite))
            Cut();
    }

    public void AfterCommit(long ordinal)
    {
        if (dark.Task.IsCompleted || Interlocked.Read(ref writes) >= at)
            Cut();
    }

    private void Cut()
    {
        dark.TrySetResult();
        throw new IOException("The power is cut.");
    }
}
