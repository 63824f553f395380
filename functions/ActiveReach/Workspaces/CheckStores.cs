namespace ActiveReach.Workspaces;

/// <summary>Asks every store whether it answers, all at once.</summary>
public sealed class CheckStores(IEnumerable<IStoreCheck> stores)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<CheckedStore>> RunAsync(CancellationToken cancellation = default) =>
        await Task.WhenAll(stores.Select(store => AskAsync(store, cancellation)));

    private static async Task<CheckedStore> AskAsync(IStoreCheck store, CancellationToken cancellation)
    {
        try
        {
            await store.AskAsync(cancellation).WaitAsync(Patience, cancellation);
            return new CheckedStore(store.Store, null);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            return new CheckedStore(store.Store, error);
        }
    }
}

/// <param name="Fault">Why it doesn't answer; null when it does.</param>
public sealed record CheckedStore(string Store, Exception? Fault);
