using SQLitePCL;

namespace SqliteGroupCommit;

/// <summary>SQLite gave the whole transaction up, yet can go on with the next: a full disk, for instance.</summary>
internal sealed class TransactionLostException(Exception reason) : Exception(reason.Message, reason);

/// <summary>Runs a batch of works between BEGIN and COMMIT; each guarded one falls alone.</summary>
internal sealed class Transaction(WriteSession session, ICommitHook? hook)
{
    private long ordinal;

    public void Run(List<Work> batch)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            var open = batch is [{ IsAlone: true } only] ? RunAlone(only) : RunTogether(batch);
            session.Settle();
            if (open)
                Commit(batch);
            else if (session.InTransaction)
                Execute("ROLLBACK");
        }
        catch when (Abandon())
        {
            throw;
        }
    }

    private bool RunTogether(List<Work> batch)
    {
        var open = false;
        foreach (var work in batch)
        {
            if (work.IsGuarded)
                open |= RunGuarded(work);
            else
            {
                work.Run(session);
                open = true;
            }
        }

        return open;
    }

    /// <summary>The transaction is this work's own and falls with it.</summary>
    private bool RunAlone(Work work)
    {
        try
        {
            work.Run(session);
            return true;
        }
        catch (Exception error)
        {
            work.Failure = error;
            return false;
        }
    }

    private bool RunGuarded(Work work)
    {
        Execute("SAVEPOINT work");
        try
        {
            work.Run(session);
            Execute("RELEASE work");
            return true;
        }
        catch (Exception error)
        {
            work.Failure = error;
            session.Settle();
            if (!session.InTransaction)
                throw new TransactionLostException(error);
            Execute("ROLLBACK TO work");
            Execute("RELEASE work");
            return false;
        }
    }

    private void Commit(List<Work> batch)
    {
        ordinal++;
        hook?.BeforeCommit(ordinal);
        try
        {
            Execute("COMMIT");
        }
        catch (Microsoft.Data.Sqlite.SqliteException error) when (batch.TrueForAll(work => work.IsGuarded))
        {
            throw new TransactionLostException(error);
        }

        hook?.AfterCommit(ordinal);
    }

    private bool Abandon()
    {
        session.Settle();
        if (session.InTransaction)
            raw.sqlite3_exec(session.Handle, "ROLLBACK");
        return true;
    }

    private void Execute(string sql) => session.Prepare(sql).Execute();
}
