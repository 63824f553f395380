namespace ActiveReach.Benchmarks.Scale;

/// <summary>Dollars for a request: those that Azure lists for its cheaper regions (locally redundant, general-purpose v2), written down in November 2026 without access to
/// its pages. Who counts on them looks them up.</summary>
internal static class StoragePrices
{
    public const double TableRequest = 0.036 / 1_000_000;
    public const double QueueRequest = 0.4 / 1_000_000;
}
