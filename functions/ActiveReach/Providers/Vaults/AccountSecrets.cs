using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers.Vaults;

/// <summary>The secrets of accounts, from where they lie: here, sealed, or in a Key Vault, to which a sealed reference leads.</summary>
public sealed class AccountSecrets(AccountSeal seal, VaultSecrets vaults)
{
    /// <summary>The secrets of an account as they are now.</summary>
    /// <param name="youngerThan">How old one from a vault may be.</param>
    internal async Task<OpenedSecrets> ReadAsync(WorkspaceId workspace, ProviderAccount account, TimeSpan youngerThan, CancellationToken cancellation)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (versions, closed, unread) = (new List<string>(), false, (ReadSecret?)null);
        foreach (var (name, secret) in account.Secrets)
        {
            if (seal.Open(account.Id, name, secret.Value) is not { } text)
            {
                closed = true;
                continue;
            }

            if (!VaultReference.IsMeant(text))
            {
                values[name] = text;
                continue;
            }

            var read = await vaults.ReadAsync(workspace, text, youngerThan, cancellation);
            versions.Add($"{name} {read.Answer.Version}");
            if (read.Value is { } value)
                values[name] = value;
            else
                unread = read with { Answer = read.Answer with { Message = $"{name} of {account.Name} can't be had: {read.Answer.Message}." } };
        }

        return new OpenedSecrets(values, versions.Count == 0 ? "" : string.Join(' ', versions), closed, unread?.Answer.Message, unread?.Code);
    }

    /// <summary>One secret of an account's callbacks, with the value before it where that may count still. None where its seal can't be opened, or it isn't known.</summary>
    /// <exception cref="BusyException">The vault has to be asked first, and doesn't answer: the vendor is to come again.</exception>
    internal async Task<IReadOnlyList<string>> ReadForCallbackAsync(WorkspaceId workspace, string account, string name, SealedSecret secret, DateTimeOffset now, CancellationToken cancellation)
    {
        if (seal.Open(account, name, secret.Value) is not { } text)
            return [];
        if (!VaultReference.IsMeant(text))
            return [text];
        var read = await vaults.ReadAsync(workspace, text, VaultSecrets.ForCallbacks, cancellation);
        if (read.Value is not { } value)
            throw new BusyException("What this account's callbacks are known by lies in a Key Vault that can't be read now: send the callback again later.", VaultSecrets.ForCallbacks);
        return read.Former is { } former && former.Until > now ? [value, former.Value] : [value];
    }

    /// <summary>What stands in place of the values that callers wrote, of which some are references.</summary>
    /// <exception cref="InvalidInputException">Naming the reference that leads to nothing.</exception>
    internal async Task<Dictionary<string, string>> FollowAsync(WorkspaceId workspace, IReadOnlyDictionary<string, string> values, ProviderKind kind, CancellationToken cancellation)
    {
        var followed = new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, text) in values.Where(each => VaultReference.IsMeant(each.Value)))
        {
            // A setting that there isn't is refused by its name later.
            if (AccountSettings.Find(kind, name) is not { } setting)
                continue;
            var path = $"{AccountSettings.Path}.{name}";
            followed[name] = setting.IsSecret
                ? await FollowAsync(workspace, path, text, cancellation)
                : throw new InvalidInputException(path, "not_secret", $"{path} is no secret, and what a Key Vault holds is shown to nobody: write the value itself.");
        }

        return followed;
    }

    /// <param name="path">Where the reference was written.</param>
    /// <inheritdoc cref="FollowAsync(WorkspaceId, IReadOnlyDictionary{string, string}, ProviderKind, CancellationToken)"/>
    internal async Task<string> FollowAsync(WorkspaceId workspace, string path, string text, CancellationToken cancellation)
    {
        var read = await vaults.ReadAsync(workspace, text, TimeSpan.Zero, cancellation);
        return read.Value ?? throw new InvalidInputException(path, read.Code!, $"{path} leads to no secret: {read.Answer.Message}.");
    }
}

/// <param name="Versions">Another text where a vault has given another value; empty where none was asked.</param>
/// <param name="IsClosed">Whether the key of one of them is gone.</param>
/// <param name="Missing">Why one of them can't be had from its vault; null where all were.</param>
/// <param name="Code">The same for machines.</param>
internal sealed record OpenedSecrets(IReadOnlyDictionary<string, string> Values, string Versions, bool IsClosed, string? Missing, string? Code);
