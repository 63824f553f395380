using ActiveReach.Access;
using ActiveReach.Channels;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Providers.Vaults;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers;

/// <summary>Adds accounts, changes them and takes them out. Secrets come in and never go out again.</summary>
public sealed class SaveAccount(AccountBooks books, IEnumerable<ProviderKind> kinds, AccountSeal seal, AccountSecrets secrets, AccountOptions options, TimeProvider clock)
{
    private const int UsualPriority = 10;

    /// <summary>For how long a callback may still carry the secret before: it takes a while until the vendor is told the new one.</summary>
    private static readonly TimeSpan BothCount = TimeSpan.FromDays(7);

    private readonly Dictionary<string, ProviderKind> kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <returns>The account, and the secret of its callbacks, which is shown this once.</returns>
    /// <exception cref="InvalidInputException">With every problem and its path.</exception>
    public async Task<(ProviderAccount Account, AccountBook Book, string? WebhookSecret)> AddAsync(Caller caller, InputValue json, CancellationToken cancellation = default)
    {
        var (input, now) = (AccountInput.Read(json), clock.GetUtcNow());
        var kind = KindOf(input.Provider);
        var values = input.Settings.Where(each => each.Value is not null).ToDictionary(each => each.Key, each => each.Value!, StringComparer.OrdinalIgnoreCase);
        await CheckSecretAsync(caller.Workspace, kind, input, cancellation);
        var followed = await secrets.FollowAsync(caller.Workspace, values, kind, cancellation);
        options.Check(followed);
        var id = Secret.NewId("prv_");
        var open = AccountSettings.Open(kind, id, followed);
        var made = kind.CallsBack && input.WebhookSecret is null ? Secret.New("whs_") : null;
        var account = new ProviderAccount
        {
            Id = id,
            Provider = kind.Name,
            Name = input.Name ?? kind.Label,
            Channels = ChannelsOf(kind, open, input.Channels),
            Priority = input.Priority ?? UsualPriority,
            IsEnabled = input.Enabled ?? true,
            Settings = Shown(values, open),
            Secrets = Closed(id, values, open),
            WebhookSecrets = input.WebhookSecret is null && made is null ? [] : [new SealedSecret(seal.Close(id, CallbackSecrets.Name, input.WebhookSecret ?? made!))],
            VendorAccount = open.Ways.Channels[0].Limit.Account,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var book = await books.ChangeAsync(caller.Workspace, before => before.Accounts.Count < AccountBook.MostAccounts
            ? (before.With([.. before.Accounts, account], now), Told(caller, account, "provider.added", now))
            : throw new ConflictException($"The workspace has {AccountBook.MostAccounts} provider accounts, and more are not kept: remove one."), cancellation);
        return (account, book, made);
    }

    /// <param name="condition">Throws when the caller has another version in mind.</param>
    public async Task<(ProviderAccount Account, AccountBook Book)> ChangeAsync(Caller caller, string id, InputValue patch, Action<ProviderAccount>? condition, CancellationToken cancellation = default)
    {
        var (input, now) = (AccountInput.Read(patch), clock.GetUtcNow());
        while (true)
        {
            var (revision, values) = await ReadAsync(caller.Workspace, id, input, condition, cancellation);
            var isSame = false;
            var book = await books.ChangeAsync(caller.Workspace, before =>
            {
                isSame = before.Find(id)?.Revision == revision;
                if (!isSame)
                    return null;
                var changed = Changed(before.Find(id)!, input, values, now);
                return (before.With([.. before.Accounts.Select(each => each.Id == id ? changed : each)], now), Told(caller, changed, "provider.changed", now));
            }, cancellation);
            if (isSame)
                return (book.Find(id)!, book);
        }
    }

    /// <exception cref="ConflictException">It is enabled: what is on its way would never be heard of again.</exception>
    public Task RemoveAsync(Caller caller, string id, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        return books.ChangeAsync(caller.Workspace, before =>
        {
            var account = before.Find(id) ?? throw new NotFoundException("provider account", id);
            if (account.IsEnabled)
                throw new ConflictException($"The account '{account.Name}' is enabled. Switch it off first ({{\"enabled\": false}}), and remove it when the reports of what it has sent are in: callbacks of an account that is gone are refused.");
            return (before.With([.. before.Accounts.Where(each => each.Id != id)], now), Told(caller, account, "provider.removed", now));
        }, cancellation);
    }

    /// <summary>What the account's settings come to, with what vaults hold now; null where a change leaves all of them as they are, which is possible without the vaults and the seal's key.</summary>
    private async Task<(int Revision, AccountValues? Values)> ReadAsync(WorkspaceId workspace, string id, AccountInput input, Action<ProviderAccount>? condition, CancellationToken cancellation)
    {
        var account = (await books.ReadAsync(workspace, cancellation)).Find(id) ?? throw new NotFoundException("provider account", id);
        condition?.Invoke(account);
        if (input.Provider is { } other && other != account.Provider)
            throw new InvalidInputException("provider", "read_only", $"The provider of an account stays what it is, '{account.Provider}': leave provider out, or make another account.");
        var kind = KindOf(account.Provider);
        await CheckSecretAsync(workspace, kind, input, cancellation);
        if (input.Settings.Count == 0 && input.Channels is null)
            return (account.Revision, null);
        var values = new Dictionary<string, string>(account.Settings, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, kept) in account.Secrets.Where(each => !input.Settings.ContainsKey(each.Key)))
        {
            values[name] = seal.Open(account.Id, name, kept.Value)
                ?? throw new InvalidInputException($"settings.{name}", "required", $"settings.{name} was stored under a key that the app has no more: enter it anew.");
        }

        foreach (var (name, value) in input.Settings)
        {
            if (value is null)
                values.Remove(name);
            else
                values[name] = value;
        }

        var followed = await secrets.FollowAsync(workspace, values, kind, cancellation);
        options.Check(followed.Where(each => input.Settings.ContainsKey(each.Key) || VaultReference.IsMeant(values[each.Key])).ToDictionary(StringComparer.Ordinal));
        return (account.Revision, new AccountValues(values, followed));
    }

    private ProviderAccount Changed(ProviderAccount account, AccountInput input, AccountValues? read, DateTimeOffset now)
    {
        var former = account.WebhookSecrets.Where(secret => secret.Until is null || secret.Until > now).Select(secret => secret with { Until = secret.Until ?? now + BothCount });
        var changed = account with
        {
            Name = input.Name ?? account.Name,
            Priority = input.Priority ?? account.Priority,
            IsEnabled = input.Enabled ?? account.IsEnabled,
            WebhookSecrets = input.WebhookSecret is { } secret ? [new SealedSecret(seal.Close(account.Id, CallbackSecrets.Name, secret)), .. former] : account.WebhookSecrets,
            Revision = account.Revision + 1,
            UpdatedAt = now,
        };
        if (read is null)
            return changed;
        var kind = KindOf(account.Provider);
        var open = AccountSettings.Open(kind, account.Id, read.Followed);
        return changed with
        {
            Channels = ChannelsOf(kind, open, input.Channels ?? account.Channels),
            Settings = Shown(read.Written, open),
            Secrets = Closed(account.Id, read.Written, open),
            VendorAccount = open.Ways.Channels[0].Limit.Account,
        };
    }

    private ProviderKind KindOf(string? name) => name is not null && kinds.TryGetValue(name, out var kind) ? kind : throw new InvalidInputException(
        "provider", name is null ? "required" : "unknown_value", $"provider is {(name is null ? "missing" : $"'{name}'")}: use {string.Join(", ", kinds.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>The secret of callbacks is one that they can have.</summary>
    private async Task CheckSecretAsync(WorkspaceId workspace, ProviderKind kind, AccountInput input, CancellationToken cancellation)
    {
        if (input.WebhookSecret is not { } given)
            return;
        if (!kind.CallsBack)
            throw new InvalidInputException("webhookSecret", "not_offered", $"webhookSecret is given, and {kind.Label} has no callbacks: leave it out.");
        var secret = VaultReference.IsMeant(given) ? await secrets.FollowAsync(workspace, "webhookSecret", given, cancellation) : given;
        if (secret.Length < AccountInput.ShortestSecret)
            throw new InvalidInputException("webhookSecret", "too_short", $"webhookSecret has {secret.Length} characters in its Key Vault: use at least {AccountInput.ShortestSecret}.");
    }

    private static IReadOnlyList<Channel> ChannelsOf(ProviderKind kind, OpenAccount open, IReadOnlyList<Channel>? wanted)
    {
        ChannelSet offered = [.. open.Ways.Channels.Select(way => way.Channel)];
        if (wanted?.Where(channel => !offered.Contains(channel)).Cast<Channel?>().FirstOrDefault() is { } other)
            throw new InvalidInputException("channels", "not_offered", $"channels names {other.Name()}, and this account of {kind.Label} takes {offered}: leave it out{(kind.Channels.Contains(other) ? ", or add the settings that it needs" : "")}.");
        return wanted is null or [] ? [.. offered] : wanted;
    }

    private static Dictionary<string, string> Shown(IReadOnlyDictionary<string, string> values, OpenAccount open) =>
        values.Where(value => !open.Secrets.Contains(value.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(StringComparer.Ordinal);

    private Dictionary<string, SealedSecret> Closed(string id, IReadOnlyDictionary<string, string> values, OpenAccount open) =>
        open.Secrets.ToDictionary(name => name, name => new SealedSecret(seal.Close(id, name, values[name])), StringComparer.Ordinal);

    private static AuditEntry Told(Caller caller, ProviderAccount account, string action, DateTimeOffset now) =>
        new(caller.Workspace, now, caller.Member, action, account.Id, $"{account.Provider}, priority {account.Priority}, {(account.IsEnabled ? "enabled" : "off")}.");

    /// <param name="Written">As they are stored, of which some are references.</param>
    /// <param name="Followed">As the vendor gets them.</param>
    private sealed record AccountValues(IReadOnlyDictionary<string, string> Written, IReadOnlyDictionary<string, string> Followed);
}
