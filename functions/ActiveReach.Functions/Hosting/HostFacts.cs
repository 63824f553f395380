namespace ActiveReach.Functions.Hosting;

/// <summary>What the rest of the app asks of the host that it runs in.</summary>
/// <param name="Address">Where this process is reached, for the stand-in carrier's receipts; null until it is known.</param>
/// <param name="BeginWork">Marks the process busy, so that a simulated clock stands still; null where time is real.</param>
/// <param name="HasDemoKeys">Whether the well-known keys can work at all.</param>
public sealed record HostFacts(Func<Uri?> Address, Func<IDisposable>? BeginWork, bool HasDemoKeys);
