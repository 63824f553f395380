using ActiveReach.Workspaces;

namespace ActiveReach.Providers;

/// <summary>What callbacks of an account are known by.</summary>
public sealed class CallbackSecrets(AccountBooks books, IEnumerable<ProviderKind> kinds, AccountSeal seal, TimeProvider clock)
{
    internal const string Name = "webhookSecret";

    /// <summary>Whose account it is, and the secrets that count for it now; null for an account that isn't there, or is another vendor's.</summary>
    public async Task<CallbackAccount?> FindAsync(string provider, string account, CancellationToken cancellation = default)
    {
        if (await books.OwnerOfAsync(account, cancellation) is not { } workspace || (await books.ReadAsync(workspace, cancellation)).Find(account) is not { } found || found.Provider != provider)
            return null;
        var now = clock.GetUtcNow();
        var own = found.WebhookSecrets.Where(secret => secret.Until is null || secret.Until > now).Select(secret => seal.Open(account, Name, secret.Value));
        var signing = kinds.FirstOrDefault(kind => kind.Name == provider)?.SigningSetting;
        return new CallbackAccount(workspace, [.. own.Append(signing is null ? null : Setting(signing)).OfType<string>()], Setting, Family);

        IEnumerable<KeyValuePair<string, string>> Family(string name) =>
            found.Settings.Where(each => each.Key.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase)).Select(each => KeyValuePair.Create(each.Key[(name.Length + 1)..], each.Value));

        string? Setting(string name) => found.Secrets.TryGetValue(name, out var secret) ? seal.Open(account, name, secret.Value) : found.Settings.GetValueOrDefault(name);
    }
}

/// <param name="Secrets">Each as good as the others.</param>
/// <param name="Setting">A setting of the account by its name; null where it is missing.</param>
/// <param name="Family">Those below a name, by the last part of theirs.</param>
public sealed record CallbackAccount(WorkspaceId Workspace, IReadOnlyList<string> Secrets, Func<string, string?> Setting, Func<string, IEnumerable<KeyValuePair<string, string>>> Family);
