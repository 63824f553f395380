using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>The way in to an installation that has no well-known keys: a workspace and its admin by name, and a key of the operator's own.</summary>
public sealed class FirstAdmin(WorkspaceRegister workspaces, Members members, ApiKeys keys, TimeProvider time)
{
    public static readonly WorkspaceId Workspace = new("main");

    /// <summary>Makes what isn't there yet; the workspace itself comes after its admin, so that a half-made one is completed next time. Once it is
    /// there, its members are managed in it: nobody comes back by being named here.</summary>
    /// <param name="email">The admin, whom the platform signs in or who uses the key.</param>
    /// <param name="key">What the admin shows as a key; null where the platform signs in. A key that was revoked stays revoked.</param>
    public async Task EnsureAsync(string email, string? key, CancellationToken cancellation = default)
    {
        var address = email.ToLowerInvariant();
        if (await workspaces.FindAsync(Workspace, cancellation) is null)
        {
            await members.TryAddAsync(
                new Member { Id = Secret.NewId("mem_"), Workspace = Workspace, Email = address, Role = Role.Admin, CreatedAt = time.GetUtcNow() }, cancellation: cancellation);
            await workspaces.TryAddAsync(new Workspace { Id = Workspace, Name = Workspace.Value }, cancellation);
        }

        if (key is not null && await members.FindByEmailAsync(Workspace, address, cancellation) is { Role: Role.Admin })
        {
            await keys.TryAddAsync(
                new ApiKey { Id = Secret.NewId("key_"), Workspace = Workspace, Name = "First admin", Role = Role.Admin, Member = address, CreatedAt = time.GetUtcNow() },
                Secret.Hash(key), cancellation: cancellation);
        }
    }
}
