using ActiveReach.Workspaces;

namespace ActiveReach.Access.Notices;

/// <summary>Something that a member is told in the app.</summary>
/// <param name="Id">Deterministic: telling the same twice is telling it once.</param>
/// <param name="To">The member's address, in lower case.</param>
/// <param name="Text">A sentence.</param>
/// <param name="Subject">Id of what it is about, e.g. a campaign.</param>
public sealed record Notice(string Id, WorkspaceId Workspace, string To, DateTimeOffset At, string Text, string Subject)
{
    /// <summary>When the member marked it as read; null while it is new.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>When it was sent by mail as well; null while that is still to come.</summary>
    public DateTimeOffset? MailedAt { get; init; }
}
