using ActiveReach.Problems;
using ActiveReach.Providers.Vaults;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers;

/// <summary>What callbacks of an account are known by.</summary>
public sealed class CallbackSecrets(AccountBooks books, IEnumerable<ProviderKind> kinds, AccountSecrets secrets, TimeProvider clock)
{
    internal const string Name = "webhookSecret";

    /// <summary>Whose account it is, and the secrets that count for it now; null for an account that isn't there, or is another vendor's.</summary>
    /// <exception cref="BusyException">A secret lies in a Key Vault that can't be read now.</exception>
    public async Task<CallbackAccount?> FindAsync(string provider, string account, CancellationToken cancellation = default)
    {
        if (await books.OwnerOfAsync(account, cancellation) is not { } workspace || (await books.ReadAsync(workspace, cancellation)).Find(account) is not { } found || found.Provider != provider)
            return null;
        var now = clock.GetUtcNow();
        var own = new List<string>();
        foreach (var secret in found.WebhookSecrets.Where(secret => secret.Until is null || secret.Until > now))
            own.AddRange(await secrets.ReadForCallbackAsync(workspace, account, Name, secret, now, cancellation));
        if (kinds.FirstOrDefault(kind => kind.Name == provider)?.SigningSetting is { } signing)
            own.AddRange(await SettingsAsync(signing));
        return new CallbackAccount(workspace, own, async name => await SettingsAsync(name) is [var value, ..] ? value : null, Family);

        IEnumerable<KeyValuePair<string, string>> Family(string name) =>
            found.Settings.Where(each => each.Key.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase)).Select(each => KeyValuePair.Create(each.Key[(name.Length + 1)..], each.Value));

        async Task<IReadOnlyList<string>> SettingsAsync(string name) => found.Secrets.TryGetValue(name, out var secret)
            ? await secrets.ReadForCallbackAsync(workspace, account, name, secret, now, cancellation)
            : found.Settings.GetValueOrDefault(name) is { } shown ? [shown] : [];
    }
}

/// <param name="Secrets">Each as good as the others.</param>
/// <param name="Setting">A setting of the account by its name; null where it is missing.</param>
/// <param name="Family">Those below a name, by the last part of theirs.</param>
public sealed record CallbackAccount(WorkspaceId Workspace, IReadOnlyList<string> Secrets, Func<string, Task<string?>> Setting, Func<string, IEnumerable<KeyValuePair<string, string>>> Family);
