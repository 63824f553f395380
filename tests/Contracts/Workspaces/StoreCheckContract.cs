using ActiveReach.Workspaces;

namespace Contracts.Workspaces;

/// <summary>What every check of a store promises.</summary>
public abstract class StoreCheckContract
{
    protected abstract IStoreCheck Check { get; }

    [Fact]
    public async Task A_store_that_is_well_answers() => await Check.AskAsync();

    [Fact]
    public async Task A_store_tells_its_name_and_answers_many_who_ask_at_once()
    {
        Assert.Matches("^[a-z][a-z-]*$", Check.Store);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Check.AskAsync())).WaitAsync(Eventually.Bound);
    }
}
