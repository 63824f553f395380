using System.Collections.Concurrent;

namespace Functions.Embedded.Clock;

/// <summary>
/// Knows whether anything at all goes on in the process, which is when a simulated clock must stand still. Whoever hands work on
/// lets the receiver begin before he ends his own part.
/// </summary>
public sealed class RuntimeActivity : IIdleSource
{
    private readonly ConcurrentDictionary<IIdleSource, byte> sources = new();
    private long running;
    private long begun;

    /// <summary>Called whenever the process may have become idle.</summary>
    internal Action? MaybeIdle { get; set; }

    public bool IsIdle => Interlocked.Read(ref running) == 0;

    public long Version => Interlocked.Read(ref begun);

    /// <summary>Marks the process busy until the result is disposed. Also the way to hold a simulated clock while a scene is set.</summary>
    /// <param name="kind">What goes on, for the person who debugs: "http", "queue", "activity".</param>
    public IDisposable Begin(string kind)
    {
        Enter();
        return new Scope(this, kind);
    }

    /// <summary>Adds a source to those asked; disposing the result takes it away again.</summary>
    public IDisposable Register(IIdleSource source)
    {
        sources[source] = 0;
        return new Registration(this, source);
    }

    /// <summary>To be called by a source that became idle by itself.</summary>
    public void Signal() => MaybeIdle?.Invoke();

    /// <summary>
    /// Whether nothing goes on anywhere. Each source is asked in turn; as no version moved meanwhile, none that had been found idle
    /// became busy before the last was asked.
    /// </summary>
    public bool IsEverythingIdle()
    {
        var before = Versions();
        if (!IsIdle)
            return false;
        foreach (var (source, _) in sources)
        {
            if (!source.IsIdle)
                return false;
        }

        return before == Versions();
    }

    internal void Enter()
    {
        Interlocked.Increment(ref begun);
        Interlocked.Increment(ref running);
    }

    internal void Leave()
    {
        if (Interlocked.Decrement(ref running) == 0)
            MaybeIdle?.Invoke();
    }

    private long Versions()
    {
        var sum = Version;
        foreach (var (source, _) in sources)
            sum += source.Version;
        return sum;
    }

    private sealed class Scope(RuntimeActivity owner, string kind) : IDisposable
    {
        private RuntimeActivity? owner = owner;

        public void Dispose() => Interlocked.Exchange(ref owner, null)?.Leave();

        public override string ToString() => kind;
    }

    private sealed class Registration(RuntimeActivity owner, IIdleSource source) : IDisposable
    {
        public void Dispose()
        {
            owner.sources.TryRemove(source, out _);
            owner.Signal();
        }
    }
}
