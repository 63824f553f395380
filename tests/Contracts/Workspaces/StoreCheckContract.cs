using ActiveReach.Workspaces;

namespace Contracts.Workspaces;

/// <summary>What every check of a store promises.</summary>
public abstract class StoreCheckContract
{
    protected abstract IStoreCheck Check { get; }

    [Fact]
    public async Task A_store_that_is_well_answers() => await Check.AskAsync();
}
