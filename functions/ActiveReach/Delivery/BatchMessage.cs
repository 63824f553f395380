using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery;

/// <summary>What travels on <see cref="DeliveryQueue"/>: where a batch lies, and nothing personal.</summary>
/// <param name="Lanes">In how many lanes its stage is sent on its channel; see <see cref="Claims.LaneOrder"/>.</param>
public sealed record BatchMessage(string Workspace, string Run, int Stage, int Shard, int Batch, int Epoch, int Lanes = 0)
{
    public WorkspaceId WorkspaceId => new(Workspace);

    public RunId RunId => new(Run);
}
