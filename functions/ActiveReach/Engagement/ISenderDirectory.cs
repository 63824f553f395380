using ActiveReach.Channels;
using ActiveReach.Workspaces;

namespace ActiveReach.Engagement;

/// <summary>Whose sender an address is: how a text from outside finds its workspace.</summary>
public interface ISenderDirectory
{
    Task<IReadOnlyList<WorkspaceId>> FindAsync(Channel channel, string sender, CancellationToken cancellation = default);
}
