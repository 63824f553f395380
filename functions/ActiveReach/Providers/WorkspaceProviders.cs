using System.Collections.Concurrent;
using ActiveReach.Channels;
using ActiveReach.Problems;
using ActiveReach.Providers.Vaults;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers;

/// <summary>A workspace's own accounts first, then the app's providers.</summary>
public sealed class WorkspaceProviders(AccountBooks books, IEnumerable<ProviderKind> kinds, AccountSecrets secrets, AccountOptions options, HouseProviders house, DryRun dry) : IProviders
{
    private const string Unauthorized = "not_authorized";

    private readonly Dictionary<string, ProviderKind> kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The ways into each account as it was last used: connections are kept while the account, and what vaults hold of it, is as it was.</summary>
    private readonly ConcurrentDictionary<string, Opened> opened = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<Channel, ChannelTaker>> OfAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        var (book, ofHouse) = (await books.ReadAsync(workspace, cancellation), await house.OfAsync(workspace, cancellation));
        if (book.Takers.Count == 0 && book.GivenBack.Count == 0)
            return ofHouse;
        var takers = ofHouse.ToDictionary(taker => taker.Key, taker => taker.Value with { Since = book.GivenBack.TryGetValue(taker.Key, out var since) ? since : null });
        foreach (var (channel, taken) in book.Takers)
        {
            if (!dry.Channels.Contains(channel) && book.Find(taken.Account) is { } account && await WaysOfAsync(workspace, account, isNew: false, cancellation) is var ways && ways.Channels.FirstOrDefault(way => way.Channel == channel) is { } way)
                takers[channel] = new ChannelTaker(way, taken.Since, ways.Reviewer?.Channel == channel ? ways.Reviewer : null);
        }

        return takers;
    }

    /// <summary>The ways into an account.</summary>
    /// <param name="isNew">Whether vaults are asked for what they hold of it now.</param>
    internal async Task<ProviderWays> WaysOfAsync(WorkspaceId workspace, ProviderAccount account, bool isNew, CancellationToken cancellation)
    {
        var known = opened.GetValueOrDefault(account.Id) is { } one && one.Revision == account.Revision ? one : null;
        if (known is { Versions: "" })
            return known.Ways;
        var read = await secrets.ReadAsync(workspace, account, isNew ? TimeSpan.Zero : VaultSecrets.ForSending, cancellation);
        if (read.Missing is { } missing)
            return SecretlessAccount.WaysOf(account, read.Code!, missing);
        if (known is not null && known.Versions == read.Versions)
            return known.Ways;
        var ways = Open(account, read);
        opened[account.Id] = new Opened(account.Revision, read.Versions, ways);
        return ways;
    }

    private ProviderWays Open(ProviderAccount account, OpenedSecrets read)
    {
        if (read.IsClosed || !kinds.TryGetValue(account.Provider, out var kind))
            return Unreadable();
        var values = new Dictionary<string, string>(account.Settings, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in read.Values)
            values[name] = value;
        try
        {
            if (read.Versions.Length > 0)
                options.Check(values);
            var ways = AccountSettings.Open(kind, account.Id, values).Ways;

            // What is in doubt there, and the limits, are the vendor account's that it was saved with.
            return read.Versions.Length == 0 || ways.Channels[0].Limit.Account == account.VendorAccount ? ways : SecretlessAccount.WaysOf(
                account, Unauthorized, $"The Key Vault holds secrets of another account than {account.VendorAccount}, with which {account.Name} was saved: enter the reference anew, or put the former account's secret there.");
        }
        catch (InvalidInputException) when (read.Versions.Length > 0)
        {
            return SecretlessAccount.WaysOf(account, Unauthorized, $"What the Key Vault holds for {account.Name} is not what its settings want: put the vendor's secret there.");
        }
        catch (InvalidInputException)
        {
            // It was good when it was stored: newer code wants more of it.
            return Unreadable();
        }

        ProviderWays Unreadable() => SecretlessAccount.WaysOf(account, Unauthorized, $"The secrets of {account.Name} were stored under a key that the app has no more: enter them anew.");
    }

    private sealed record Opened(int Revision, string Versions, ProviderWays Ways);
}

/// <summary>Channels whose messages nobody is to get, whoever is set up for them: no account of a workspace takes them either.</summary>
public sealed record DryRun(ChannelSet Channels);
