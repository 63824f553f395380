using SqliteGroupCommit;

namespace Functions.Embedded.Tests.Worker;

/// <summary>Cuts the power at the n-th commit since it was armed: at odd n after it, at even n before.</summary>
internal sealed class PowerCut(int ordinal) : ICommitHook
{
    private int commits;

    public bool IsArmed { get; set; }

    public bool HasCut => Volatile.Read(ref commits) >= ordinal;

    public void BeforeCommit(long number)
    {
        if (IsArmed && Interlocked.Increment(ref commits) == ordinal && ordinal % 2 == 0)
            throw new IOException("cut before the commit");
    }

    public void AfterCommit(long number)
    {
        if (HasCut)
            throw new IOException("cut after the commit");
    }
}
