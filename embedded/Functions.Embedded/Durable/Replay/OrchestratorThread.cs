namespace Functions.Embedded.Durable.Replay;

/// <summary>
/// Keeps orchestrator code on the thread that runs its episode. A continuation that comes from any other thread belongs to a
/// non-durable task: it is not run, and reported.
/// </summary>
internal sealed class OrchestratorThread(Action onStray) : SynchronizationContext
{
    public const string IllegalAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks in an orchestrator "
        + "function's implementation or by middleware that invokes asynchronous code.";

    private int owner = -1;
    private SynchronizationContext? previous;

    public bool IsCurrent => owner == Environment.CurrentManagedThreadId;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            d(state);
        else
            onStray();
    }

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);

    public override SynchronizationContext CreateCopy() => this;

    public void Enter()
    {
        previous = Current;
        owner = Environment.CurrentManagedThreadId;
        SetSynchronizationContext(this);
    }

    public void Leave()
    {
        owner = -1;
        SetSynchronizationContext(previous);
        previous = null;
    }

    /// <summary>Throws when called from anywhere but the orchestrator's thread.</summary>
    public void Guard()
    {
        if (IsCurrent)
            return;
        onStray();
        throw new InvalidOperationException(IllegalAwait);
    }
}
