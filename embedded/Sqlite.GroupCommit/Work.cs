namespace SqliteGroupCommit;

internal abstract class Work
{
    /// <summary>Set when this work alone failed and was rolled back.</summary>
    public Exception? Failure { get; set; }

    public virtual bool IsGuarded => true;

    /// <summary>Whether it wants a transaction of its own.</summary>
    public virtual bool IsAlone => false;

    public abstract void Run(WriteSession session);

    public abstract void Complete(Exception? lost);
}

internal sealed class GuardedWork<T>(Func<WriteSession, T> work, bool isAlone = false) : Work
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Completion => completion.Task;

    public override bool IsAlone => isAlone;

    public override void Run(WriteSession session) => result = work(session);

    public override void Complete(Exception? lost)
    {
        if ((lost ?? Failure) is { } reason)
            completion.TrySetException(reason);
        else
            completion.TrySetResult(result);
    }
}

internal sealed class UnguardedWork(ICommitWork work) : Work
{
    public override bool IsGuarded => false;

    public override void Run(WriteSession session) => work.Write(session);

    public override void Complete(Exception? lost)
    {
        if (lost is null)
            work.Committed();
        else
            work.Lost(lost);
    }
}
