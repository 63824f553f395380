namespace ActiveReach.Benchmarks.Scale;

/// <summary>What is asked of an installation at its peak.</summary>
internal sealed record Demand(long Contacts = 100_000_000, int Workspaces = 10_000, long PerMinute = 1_000_000)
{
    /// <summary>Messages in flight for one batch: the app's sixteen calls, each with a text of its own.</summary>
    public int Window { get; init; } = 16;

    /// <summary>Seconds that a call of the provider takes.</summary>
    public double CallSeconds { get; init; } = 0.2;

    /// <summary>Seconds that a request to a store takes.</summary>
    public double StoreSeconds { get; init; } = 0.01;

    /// <summary>Share of the messages of which a receipt comes; opens and clicks of the others are left out.</summary>
    public double ReceiptShare { get; init; } = 0.97;

    /// <summary>Bytes of a contact with its index, and of what it is known by.</summary>
    public int ContactBytes { get; init; } = 2_500;

    /// <summary>Runs under way in each workspace; each looks at its stage every two minutes.</summary>
    public double RunsAWorkspace { get; init; } = 1;

    public double PerSecond => PerMinute / 60.0;

    public double Batches => PerSecond / BatchRequests.Recipients;

    public double LedgerRequestsForOne => BatchRequests.UntilHanded(Window) / BatchRequests.Recipients;

    public double ReceiptRequestsForOne => ReceiptShare * BatchRequests.Receipt;

    /// <summary>Windows go one after the other, each with a write before and its calls at once.</summary>
    public double BatchSeconds => (BatchRequests.Windows(Window) * (CallSeconds + (3 * StoreSeconds))) + (8 * StoreSeconds);
}
