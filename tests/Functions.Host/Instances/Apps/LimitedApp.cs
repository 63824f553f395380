namespace Functions.Host.Instances.Apps;

/// <summary>An app whose carriers take so many messages a minute from all instances together. Each instance has a carrier of its own, which knows nothing of the
/// others: only the app can keep the limit.</summary>
public sealed class LimitedApp() : CloudApp("limited")
{
    internal const int PerMinute = 80;

    private protected override Dictionary<string, string> Settings(int number, string outbox, IReadOnlyDictionary<string, string> stores) => new(base.Settings(number, outbox, stores)) { ["Sandbox__RatePerMinute"] = $"{PerMinute}" };
}
