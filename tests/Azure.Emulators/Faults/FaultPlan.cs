namespace Azure.Emulators.Faults;

/// <summary>What goes wrong with one request on its way to a store.</summary>
/// <param name="Status">What is answered.</param>
/// <param name="IsAccepted">Whether the store carries the request out all the same.</param>
/// <param name="RetryAfter">What the answer asks for.</param>
public sealed record Fault(int Status, bool IsAccepted = false, TimeSpan? RetryAfter = null)
{
    /// <summary>The store does it, and its answer never comes.</summary>
    public static Fault AnswerLost { get; } = new(408, IsAccepted: true);

    /// <summary>The store never hears of it.</summary>
    public static Fault RequestLost { get; } = new(408);

    public static Fault Unavailable { get; } = new(503);

    /// <summary>Somebody else was faster.</summary>
    public static Fault Changed { get; } = new(412);

    public static Fault Throttled(TimeSpan retryAfter) => new(429, RetryAfter: retryAfter);
}

/// <summary>Faults that wait for the requests they befall, in their order; <see cref="FaultHandler"/> brings them about.</summary>
public class FaultPlan
{
    private readonly Lock gate = new();
    private readonly List<Waiting> waiting = [];

    /// <summary>How many have come about.</summary>
    public int Met { get; private set; }

    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">With so many requests.</param>
    /// <param name="where">With which, by method and address; null for every one that isn't GET.</param>
    public void Add(Fault fault, int times = 1, Func<string, Uri, bool>? where = null)
    {
        lock (gate)
            waiting.Add(new Waiting(fault, where ?? IsWrite) { Left = times });
    }

    /// <summary>One of the writes to come goes wrong.</summary>
    /// <param name="write">Which, counted from 1.</param>
    public void AddTo(int write, Fault fault) => Add(fault, 1, (method, address) => IsWrite(method, address) && --write == 0);

    /// <summary>From now on nothing goes wrong.</summary>
    public void Clear()
    {
        lock (gate)
            waiting.Clear();
    }

    protected internal virtual Fault? Take(string method, Uri address)
    {
        lock (gate)
        {
            if (waiting.Find(one => one.Where(method, address)) is not { } met)
                return null;
            if (--met.Left == 0)
                waiting.Remove(met);
            Met++;
            return met.Fault;
        }
    }

    private static bool IsWrite(string method, Uri address) => method != "GET";

    private sealed record Waiting(Fault Fault, Func<string, Uri, bool> Where)
    {
        public required int Left { get; set; }
    }
}

/// <summary>Faults that befall writes by chance: the store is away, a request or its answer is lost, or somebody else was faster, where that can be.</summary>
public sealed class FaultsByChance(Random random, int oneIn) : FaultPlan
{
    private static readonly Fault[] OfAll = [Fault.Unavailable, Fault.RequestLost, Fault.AnswerLost];
    private static readonly Fault[] OfComparing = [.. OfAll, Fault.Changed];

    private readonly Lock gate = new();

    protected internal override Fault? Take(string method, Uri address)
    {
        lock (gate)
        {
            if (method == "GET" || random.Next(oneIn) > 0)
                return null;
            var faults = method == "DELETE" ? OfAll : OfComparing;
            return faults[random.Next(faults.Length)];
        }
    }
}
