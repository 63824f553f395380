using ActiveReach.Campaigns;

namespace ActiveReach.Runs;

public static class RunEnds
{
    /// <summary>Whether the run was cancelled or failed: nothing more is to be sent, and no figure waits for it.</summary>
    public static bool HasEnded(this Run run) => run.Status is RunStatus.Cancelled or RunStatus.Failed;
}
