namespace ActiveReach.Workspaces;

/// <summary>Tells whether a store answers; <c>/api/ready</c> asks each of them.</summary>
public interface IStoreCheck
{
    /// <summary>What the store is, e.g. <c>sqlite</c>.</summary>
    string Store { get; }

    /// <summary>Completes when the store has answered; fails with the reason otherwise.</summary>
    Task AskAsync(CancellationToken cancellation = default);
}

/// <summary>A store can't be used as the app is set.</summary>
/// <param name="message">For the operator: the setting, its value and the remedy; nothing that anybody sent.</param>
/// <param name="inner">What the store said.</param>
public sealed class StoreRefusedException(string message, Exception? inner = null) : InvalidOperationException(message, inner);
