using ActiveReach.Ids;

namespace ActiveReach.Delivery.Stages;

/// <summary>The stages that are being sent now, of all runs: they share the window, and whoever waits is told who goes before. A row that a crash left
/// behind is one whose run isn't being sent; it only keeps a share until its run is looked at again.</summary>
public interface IActiveStages
{
    /// <summary>Notes that a stage is being sent. In the same epoch it keeps its lanes.</summary>
    /// <returns>What stands now.</returns>
    Task<ActiveStage> EnterAsync(ActiveStage stage, CancellationToken cancellation = default);

    /// <summary>It is settled, or its run was stopped.</summary>
    Task LeaveAsync(RunId run, int stage, CancellationToken cancellation = default);

    Task<IReadOnlyList<ActiveStage>> ListAsync(CancellationToken cancellation = default);
}

/// <param name="Lanes">In how many lanes it is sent on each channel.</param>
/// <param name="IsAnew">Whether it was just entered, in this epoch.</param>
public sealed record ActiveStage(RunId Run, int Stage, int Epoch, int Lanes, bool IsAnew = false);
