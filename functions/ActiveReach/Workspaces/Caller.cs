namespace ActiveReach.Workspaces;

/// <summary>Who is asking: decided once a request by the access middleware, the same on both runtimes.</summary>
/// <param name="Workspace">The only workspace that the caller may see.</param>
/// <param name="Member">E-mail address of the member, or <c>key:NAME</c> for an API key without one.</param>
public sealed record Caller(WorkspaceId Workspace, string Member, Role Role)
{
    /// <summary>Id of the API key that was shown, or that the session was opened with; null for a member whom the platform has signed in.</summary>
    public string? Key { get; init; }
}
