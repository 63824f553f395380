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
public sealed class FaultPlan
{
    private readonly Lock gate = new();
    private readonly List<(Fault Fault, Func<string, Uri, bool> Where)> waiting = [];

    /// <summary>How many have come about.</summary>
    public int Met { get; private set; }

    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">With so many requests.</param>
    /// <param name="where">With which, by method and address; null for every one that isn't GET.</param>
    public void Add(Fault fault, int times = 1, Func<string, Uri, bool>? where = null)
    {
        lock (gate)
            waiting.AddRange(Enumerable.Repeat((fault, where ?? ((method, _) => method != "GET")), times));
    }

    internal Fault? Take(string method, Uri address)
    {
        lock (gate)
        {
            var index = waiting.FindIndex(one => one.Where(method, address));
            if (index < 0)
                return null;
            var fault = waiting[index].Fault;
            waiting.RemoveAt(index);
            Met++;
            return fault;
        }
    }
}
