using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Tests.Delivery.World;

/// <summary>Cuts the power at the n-th commit, before or after it is on disk.</summary>
internal sealed class PowerCut(long commit, bool after = false) : ICommitHook
{
    public void BeforeCommit(long ordinal)
    {
        if (!after && ordinal == commit)
            throw new IOException("The power was cut before the commit.");
    }

    public void AfterCommit(long ordinal)
    {
        if (after && ordinal == commit)
            throw new IOException("The power was cut after the commit.");
    }
}
