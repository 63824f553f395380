using System.Text.RegularExpressions;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>Makes a workspace with its first admin.</summary>
public sealed partial class CreateWorkspace(WorkspaceRegister workspaces, Members members, ApiKeys keys, TimeProvider time)
{
    /// <returns>The workspace and the admin's key, which nothing can show again.</returns>
    public async Task<(Workspace Workspace, string Key)> RunAsync(string name, string adminEmail, CancellationToken cancellation = default)
    {
        if (!WorkspaceId.TryParse(NotInId().Replace(name.ToLowerInvariant(), "-").Trim('-'), out var id))
            throw new InvalidInputException("name", "invalid_name", $"The name '{name}' gives no short name: use at least two letters or digits, and at most 40.");
        if (!EmailAddress.IsValid(adminEmail))
            throw new InvalidInputException("email", "invalid_email", $"'{adminEmail}' is no e-mail address: give one like admin@shop.example.");

        var workspace = new Workspace { Id = id, Name = name };
        if (!await workspaces.TryAddAsync(workspace, cancellation))
            throw new ConflictException($"There is a workspace '{id}' already: choose another name.");
        await members.TryAddAsync(
            new Member { Id = Secret.NewId("mem_"), Workspace = id, Email = adminEmail.ToLowerInvariant(), Role = Role.Admin, CreatedAt = time.GetUtcNow() }, cancellation: cancellation);
        var key = Secret.New("ar_");
        await keys.TryAddAsync(
            new ApiKey { Id = Secret.NewId("key_"), Workspace = workspace.Id, Name = "First admin", Role = Role.Admin, Member = adminEmail.ToLowerInvariant(), CreatedAt = time.GetUtcNow() },
            Secret.Hash(key), cancellation: cancellation);
        return (workspace, key);
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInId();
}
