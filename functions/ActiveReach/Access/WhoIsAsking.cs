using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>Finds out who a credential belongs to. Null means nobody: unknown, revoked, expired or not allowed here.</summary>
public sealed class WhoIsAsking(ApiKeys keys, Sessions sessions, Members members, SessionOptions options, TimeProvider time)
{
    /// <param name="demoKeys">Whether the well-known keys count: only on loopback.</param>
    public async Task<Caller?> ByKeyAsync(string key, bool demoKeys, CancellationToken cancellation = default) =>
        await keys.FindByHashAsync(Secret.Hash(key), cancellation) is { } found ? await OfAsync(found, demoKeys, cancellation) : null;

    /// <inheritdoc cref="ByKeyAsync"/>
    public async Task<Caller?> BySessionAsync(string token, bool demoKeys, CancellationToken cancellation = default)
    {
        if (await sessions.FindAsync(Secret.Hash(token), cancellation) is not { } session || session.ExpiresAt <= time.GetUtcNow())
            return null;
        return await keys.FindAsync(session.Workspace, session.KeyId, cancellation) is { } key ? await OfAsync(key, demoKeys, cancellation) : null;
    }

    /// <summary>The member that the platform has signed in, in the workspace asked for.</summary>
    public async Task<Caller?> ByEmailAsync(WorkspaceId workspace, string email, CancellationToken cancellation = default) =>
        await members.FindByEmailAsync(workspace, email, cancellation) is { } member ? new Caller(workspace, member.Email, member.Role) : null;

    /// <summary>Signs in with a key: the session's token and who it stands for.</summary>
    public async Task<(string Token, Session Session, Caller Caller)?> SignInAsync(string key, bool demoKeys, CancellationToken cancellation = default)
    {
        if (await keys.FindByHashAsync(Secret.Hash(key), cancellation) is not { } found || await OfAsync(found, demoKeys, cancellation) is not { } caller)
            return null;
        var now = time.GetUtcNow();
        var token = Secret.New("ars_");
        var session = new Session(found.Workspace, found.Id, now + options.Lifetime);
        await sessions.AddAsync(Secret.Hash(token), session, now, cancellation);
        return (token, session, caller);
    }

    public Task SignOutAsync(string token, CancellationToken cancellation = default) => sessions.RemoveAsync(Secret.Hash(token), cancellation);

    private async Task<Caller?> OfAsync(ApiKey key, bool demoKeys, CancellationToken cancellation)
    {
        if (key.RevokedAt is not null || (key.IsDemo && !demoKeys))
            return null;
        if (key.Member is null)
            return new Caller(key.Workspace, "key:" + key.Name, key.Role) { Key = key.Id };
        return await members.FindByEmailAsync(key.Workspace, key.Member, cancellation) is { } member
            ? new Caller(key.Workspace, member.Email, (Role)Math.Min((int)member.Role, (int)key.Role)) { Key = key.Id }
            : null;
    }
}
