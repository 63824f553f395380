using System.Collections.Concurrent;

namespace SqliteGroupCommit;

/// <summary>The reading connections: who comes while all are out waits without a thread, in the order of coming.</summary>
internal sealed class ReaderPool(int count, Func<ReadSession> open) : IDisposable
{
    private readonly SemaphoreSlim places = new(count);
    private readonly ConcurrentBag<ReadSession> idle = [];
    private volatile bool closed;

    public async ValueTask<Loan> RentAsync(CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        return Lend();
    }

    /// <summary>Blocks while all are out.</summary>
    public Loan Rent()
    {
        places.Wait();
        return Lend();
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var session))
            session.Close();
    }

    private Loan Lend()
    {
        try
        {
            return new Loan(this, idle.TryTake(out var session) ? session : open());
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    private void Return(ReadSession session)
    {
        session.Settle();
        if (closed)
            session.Close();
        else
            idle.Add(session);
        places.Release();
    }

    /// <summary>A reading connection; dispose it once, and soon: there are few.</summary>
    public readonly struct Loan(ReaderPool pool, ReadSession session) : IDisposable
    {
        public ReadSession Session => session;

        public void Dispose() => pool.Return(session);
    }
}
