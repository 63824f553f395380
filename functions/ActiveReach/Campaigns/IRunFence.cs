namespace ActiveReach.Campaigns;

/// <summary>What the ledger of a run knows of it, so that pause and cancel take effect between two of its commits.</summary>
public interface IRunFence
{
    /// <summary>Lets the ledger know the run as it is now. Repeated, or overtaken by a newer epoch, it changes nothing.</summary>
    Task RaiseAsync(Run run, CancellationToken cancellation = default);
}
