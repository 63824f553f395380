using ActiveReach.Channels;

namespace ActiveReach.Workspaces;

/// <summary>Whose sender an address is: how a text or a report from outside finds its workspace. Whatever a workspace once sent from is
/// remembered, in whatever way it came (settings, an outlet, a campaign), since people answer yesterday's messages. Senders are told
/// apart by <see cref="SenderKey"/>.</summary>
public interface ISenderDirectory
{
    /// <summary>Whom a text or a report for this sender concerns: those who have it in their settings or at an outlet, and if nobody has,
    /// those who ever sent from it. In order of id.</summary>
    Task<IReadOnlyList<WorkspaceId>> FindAsync(Channel channel, string sender, CancellationToken cancellation = default);

    /// <summary>Those who have the sender in their settings or at an outlet today.</summary>
    Task<IReadOnlyList<WorkspaceId>> OwnersAsync(Channel channel, string sender, CancellationToken cancellation = default);
}
