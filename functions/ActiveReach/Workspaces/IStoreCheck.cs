namespace ActiveReach.Workspaces;

/// <summary>Tells whether a store answers; <c>/api/ready</c> asks each of them.</summary>
public interface IStoreCheck
{
    /// <summary>What the store is, e.g. <c>sqlite</c>.</summary>
    string Store { get; }

    /// <summary>Completes when the store has answered; fails with the reason otherwise.</summary>
    Task AskAsync(CancellationToken cancellation = default);
}
