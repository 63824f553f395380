namespace ActiveReach.Workspaces;

/// <summary>Asks every store whether it answers, all at once.</summary>
public sealed class CheckStores(IEnumerable<IStoreCheck> stores)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks, for as long as somebody waits for an answer.</summary>
    public Task<IReadOnlyList<CheckedStore>> RunAsync(CancellationToken cancellation = default) => RunAsync(Patience, cancellation);

    /// <param name="patience">How long a store may take.</param>
    /// <param name="cancellation">Gives up asking.</param>
    public async Task<IReadOnlyList<CheckedStore>> RunAsync(TimeSpan patience, CancellationToken cancellation = default) =>
        await Task.WhenAll(stores.Select(store => AskAsync(store, patience, cancellation)));

    private static async Task<CheckedStore> AskAsync(IStoreCheck store, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            // Whoever hears the token says why he gives up; who doesn't is left behind a little later.
            await store.AskAsync(limit.Token).WaitAsync(patience + (patience / 4), cancellation);
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
