using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Mail to the people who work with ActiveReach, never to contacts.</summary>
public interface IMemberMail
{
    /// <summary>Sending the same id twice is sending it once, as far as the adapter can tell.</summary>
    Task SendAsync(MemberMail mail, CancellationToken cancellation = default);
}

/// <param name="Id">Deterministic.</param>
/// <param name="Workspace">In whose name it is sent.</param>
public sealed record MemberMail(string Id, WorkspaceId Workspace, string To, string Subject, string Text);
