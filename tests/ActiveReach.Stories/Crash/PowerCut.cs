using SqliteGroupCommit;

namespace ActiveReach.Stories.Crash;

/// <summary>Cuts the power at the n-th durable write of the whole app, whichever file it goes to; before it or just after it.</summary>
internal sealed class PowerCut(long at, bool afterTheWrite) : ICommitHook
{
    private readonly TaskCompletionSource dark = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private long writes;
    private bool isOver;

    /// <summary>Completes when the power is cut.</summary>
    public Task Dark => dark.Task;

    public long Writes => Interlocked.Read(ref writes);

    /// <summary>From now on the power stays, and no write counts: what a look at the end writes is no part of what is swept.</summary>
    /// <returns>False when it was cut before.</returns>
    public bool Spare()
    {
        lock (gate)
            return isOver = !dark.Task.IsCompleted;
    }

    public void BeforeCommit(long ordinal) => Check(isBefore: true);

    public void AfterCommit(long ordinal) => Check(isBefore: false);

    private void Check(bool isBefore)
    {
        lock (gate)
        {
            if (isOver)
                return;
            writes += isBefore ? 1 : 0;
            if (!dark.Task.IsCompleted && (writes < at || (isBefore && afterTheWrite)))
                return;
            dark.TrySetResult();
        }

        throw new IOException("The power is cut.");
    }
}
