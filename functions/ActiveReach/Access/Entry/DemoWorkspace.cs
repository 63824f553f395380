using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>The workspace that a fresh installation starts with. Its keys are known to everyone, so they work on loopback only.</summary>
public sealed class DemoWorkspace(WorkspaceRegister workspaces, Members members, ApiKeys keys, TimeProvider time)
{
    public static readonly WorkspaceId Id = new("demo");

    private static readonly (string Key, string Member, string Name, Role Role)[] People =
    [
        ("demo-admin-key", "admin@example.com", "Demo admin", Role.Admin),
        ("demo-sender-key", "lead@example.com", "Demo lead", Role.Sender),
        ("demo-viewer-key", "viewer@example.com", "Demo viewer", Role.Viewer),
    ];

    /// <summary>Adds it where it isn't yet; the workspace itself comes last, so that a half-made one is completed next time.</summary>
    public async Task EnsureAsync(WorkspaceSettings settings, CancellationToken cancellation = default)
    {
        if (await workspaces.FindAsync(Id, cancellation) is not null)
            return;

        foreach (var (key, email, name, role) in People)
        {
            var now = time.GetUtcNow();
            await members.TryAddAsync(
                new Member { Id = Secret.NewId("mem_"), Workspace = Id, Email = email, Name = name, Role = role, CreatedAt = now }, cancellation: cancellation);
            await keys.TryAddAsync(
                new ApiKey { Id = Secret.NewId("key_"), Workspace = Id, Name = name, Role = role, Member = email, IsDemo = true, CreatedAt = now },
                Secret.Hash(key), cancellation: cancellation);
        }

        await workspaces.TryAddAsync(new Workspace { Id = Id, Name = "Demo", Settings = settings }, cancellation);
    }
}
