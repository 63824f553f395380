using ActiveReach.Workspaces;

namespace ActiveReach.Providers;

/// <summary>What callbacks of an account are known by.</summary>
public sealed class CallbackSecrets(AccountBooks books, AccountSeal seal, TimeProvider clock)
{
    internal const string Name = "webhookSecret";

    /// <summary>Whose account it is, and the secrets that count for it now; null for an account that isn't there, or is another vendor's.</summary>
    public async Task<CallbackAccount?> FindAsync(string provider, string account, CancellationToken cancellation = default)
    {
        if (await books.OwnerOfAsync(account, cancellation) is not { } workspace || (await books.ReadAsync(workspace, cancellation)).Find(account) is not { } found || found.Provider != provider)
            return null;
        var now = clock.GetUtcNow();
        return new CallbackAccount(
            workspace, [.. found.WebhookSecrets.Where(secret => secret.Until is null || secret.Until > now).Select(secret => seal.Open(account, Name, secret.Value)).OfType<string>()]);
    }
}

/// <param name="Secrets">Each as good as the others.</param>
public sealed record CallbackAccount(WorkspaceId Workspace, IReadOnlyList<string> Secrets);
