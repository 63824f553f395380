using System.Text.Json.Serialization;
using ActiveReach.Channels;

namespace ActiveReach.Providers;

/// <summary>A workspace's account at a vendor.</summary>
public sealed record ProviderAccount
{
    /// <summary><c>prv_…</c>; stands in the address of its callbacks.</summary>
    public required string Id { get; init; }

    /// <summary>The kind, e.g. <c>acs</c>. Can't be changed.</summary>
    public required string Provider { get; init; }

    public required string Name { get; init; }

    /// <summary>Whose messages it takes; some of the kind's.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>1 to 100: of several accounts of a channel the lowest takes it, and of those with the same the oldest.</summary>
    public required int Priority { get; init; }

    public required bool IsEnabled { get; init; }

    /// <summary>What may be shown, by name as the vendor's options record has it, e.g. <c>smsPerMinute</c>.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Its secrets by name, sealed one by one.</summary>
    public required IReadOnlyDictionary<string, SealedSecret> Secrets { get; init; }

    /// <summary>Secrets of its callbacks, the newest first: a former one counts until it is over. None where the vendor doesn't call back.</summary>
    public required IReadOnlyList<SealedSecret> WebhookSecrets { get; init; }

    /// <summary>The account as the vendor knows it: limits are about it.</summary>
    public required string VendorAccount { get; init; }

    /// <summary>Counts its changes.</summary>
    public int Revision { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <param name="Value">As <see cref="AccountSeal"/> closed it.</param>
/// <param name="Until">When it counts no more; null while it is the one in use.</param>
public sealed record SealedSecret(string Value, DateTimeOffset? Until = null);

/// <summary>Which account has a channel.</summary>
/// <param name="Since">When it took it over from another account at a vendor, or from the app's own.</param>
public sealed record TakenChannel(string Account, string VendorAccount, DateTimeOffset Since);

/// <summary>All accounts of a workspace, which are one document: a batch reads it once.</summary>
public sealed record AccountBook
{
    public const int MostAccounts = 20;

    public static AccountBook Empty { get; } = new() { Accounts = [], Takers = new Dictionary<Channel, TakenChannel>() };

    /// <summary>The oldest first.</summary>
    public required IReadOnlyList<ProviderAccount> Accounts { get; init; }

    /// <summary>By channel; those of the app's own providers are missing.</summary>
    public required IReadOnlyDictionary<Channel, TakenChannel> Takers { get; init; }

    /// <summary>Channels that an account had and the app's own providers have now, and since when.</summary>
    public IReadOnlyDictionary<Channel, DateTimeOffset> GivenBack { get; init; } = new Dictionary<Channel, DateTimeOffset>();

    [JsonIgnore]
    public IEnumerable<ProviderAccount> ByPriority => Accounts.Where(account => account.IsEnabled).OrderBy(account => account.Priority).ThenBy(account => account.CreatedAt);

    public ProviderAccount? Find(string id) => Accounts.FirstOrDefault(account => account.Id == id);

    /// <summary>The book with other accounts, and with who has each channel now.</summary>
    public AccountBook With(IReadOnlyList<ProviderAccount> accounts, DateTimeOffset now)
    {
        var book = this with { Accounts = accounts };
        var takers = new Dictionary<Channel, TakenChannel>();
        var givenBack = new Dictionary<Channel, DateTimeOffset>(GivenBack);
        foreach (var channel in ChannelSet.All)
        {
            var before = Takers.GetValueOrDefault(channel);
            if (book.ByPriority.FirstOrDefault(account => account.Channels.Contains(channel)) is not { } account)
            {
                if (before is not null)
                    givenBack[channel] = now;
                continue;
            }

            givenBack.Remove(channel);
            takers[channel] = new TakenChannel(account.Id, account.VendorAccount, before?.VendorAccount == account.VendorAccount ? before.Since : now);
        }

        return book with { Takers = takers, GivenBack = givenBack };
    }
}
