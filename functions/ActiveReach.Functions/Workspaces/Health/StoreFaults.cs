using ActiveReach.Workspaces;
using Functions.Embedded.Invocation;

namespace ActiveReach.Functions.Workspaces.Health;

/// <summary>Why a store doesn't answer, for the log.</summary>
internal static class StoreFaults
{
    public static string Tell(CheckedStore store) =>
        $"The store {store.Store} does not answer: {(store.Fault is StoreRefusedException refused ? refused.Message : FaultText.Of(store.Fault!))}";
}
