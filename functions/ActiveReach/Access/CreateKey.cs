using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>Makes an API key of the workspace, for a member or for a system.</summary>
public sealed class CreateKey(ApiKeys keys, Members members, TimeProvider clock)
{
    /// <param name="member">E-mail address of the member who acts by the key; null for a system.</param>
    /// <returns>The key, and the secret, which nothing can show again.</returns>
    public async Task<(ApiKey Key, string Secret)> RunAsync(Caller caller, string name, Role role, string? member, CancellationToken cancellation = default)
    {
        if (name.Trim().Length is 0 or > 100 || name.Any(char.IsControl))
            throw new InvalidInputException("name", "invalid_name", "name must have 1 to 100 characters and no line breaks: say what the key is for.");
        if (member is not null && await members.FindByEmailAsync(caller.Workspace, member, cancellation) is null)
            throw new InvalidInputException("member", "unknown_member", $"member is '{member}', who is no member of this workspace: add them first, or leave it out for a system's key.");

        var secret = Secret.New("ar_");
        var key = new ApiKey
        {
            Id = Secret.NewId("key_"),
            Workspace = caller.Workspace,
            Name = name.Trim(),
            Role = role,
            Member = member?.ToLowerInvariant(),
            CreatedAt = clock.GetUtcNow(),
        };
        var told = new AuditEntry(caller.Workspace, key.CreatedAt, caller.Member, "key.created", key.Id, $"{key.Name}, {role.ToString().ToLowerInvariant()}");
        await keys.TryAddAsync(key, Secret.Hash(secret), told, cancellation);
        return (key, secret);
    }
}
