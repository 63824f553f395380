using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery;

/// <summary>What travels on <c>deliver-{channel}</c>: where a batch lies, and nothing personal.</summary>
public sealed record BatchMessage(string Workspace, string Run, int Stage, int Shard, int Batch, int Epoch)
{
    public WorkspaceId WorkspaceId => new(Workspace);

    public RunId RunId => new(Run);
}
