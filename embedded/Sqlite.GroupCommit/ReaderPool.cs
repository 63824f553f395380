using System.Collections.Concurrent;

namespace SqliteGroupCommit;

internal sealed class ReaderPool(int count, Func<ReadSession> open) : IDisposable
{
    private readonly SemaphoreSlim places = new(count);
    private readonly ConcurrentBag<ReadSession> idle = [];
    private volatile bool closed;

    public ReadSession Rent()
    {
        places.Wait();
        try
        {
            return idle.TryTake(out var session) ? session : open();
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    public void Return(ReadSession session)
    {
        session.Settle();
        if (closed)
            session.Close();
        else
            idle.Add(session);
        places.Release();
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var session))
            session.Close();
    }
}
