using System.Collections.Concurrent;
using ActiveReach.Channels;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers;

/// <summary>A workspace's own accounts first, then the app's providers.</summary>
public sealed class WorkspaceProviders(AccountBooks books, IEnumerable<ProviderKind> kinds, AccountSeal seal, HouseProviders house, DryRun dry) : IProviders
{
    private readonly Dictionary<string, ProviderKind> kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The ways into each account as it was last used: connections are kept while the account is as it was.</summary>
    private readonly ConcurrentDictionary<string, (int Revision, ProviderWays Ways)> opened = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<Channel, ChannelTaker>> OfAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        var (book, ofHouse) = (await books.ReadAsync(workspace, cancellation), await house.OfAsync(workspace, cancellation));
        if (book.Takers.Count == 0 && book.GivenBack.Count == 0)
            return ofHouse;
        var takers = ofHouse.ToDictionary(taker => taker.Key, taker => taker.Value with { Since = book.GivenBack.TryGetValue(taker.Key, out var since) ? since : null });
        foreach (var (channel, taken) in book.Takers)
        {
            if (!dry.Channels.Contains(channel) && book.Find(taken.Account) is { } account && WaysOf(account) is var ways && ways.Channels.FirstOrDefault(way => way.Channel == channel) is { } way)
                takers[channel] = new ChannelTaker(way, taken.Since, ways.Reviewer?.Channel == channel ? ways.Reviewer : null);
        }

        return takers;
    }

    /// <summary>The ways into an account.</summary>
    public ProviderWays WaysOf(ProviderAccount account)
    {
        if (opened.TryGetValue(account.Id, out var known) && known.Revision == account.Revision)
            return known.Ways;
        var ways = Open(account);
        opened[account.Id] = (account.Revision, ways);
        return ways;
    }

    private ProviderWays Open(ProviderAccount account)
    {
        var values = new Dictionary<string, string>(account.Settings, StringComparer.OrdinalIgnoreCase);
        var isReadable = kinds.TryGetValue(account.Provider, out var kind);
        foreach (var (name, secret) in account.Secrets)
        {
            if (seal.Open(account.Id, name, secret.Value) is { } text)
                values[name] = text;
            else
                isReadable = false;
        }

        try
        {
            return isReadable ? AccountSettings.Open(kind!, account.Id, values).Ways : Unreadable();
        }
        catch (InvalidInputException)
        {
            // It was good when it was stored: newer code wants more of it.
            return Unreadable();
        }

        ProviderWays Unreadable() => new([.. account.Channels.Select(channel => new UnreadableAccount(account, channel))]);
    }
}

/// <summary>Channels whose messages nobody is to get, whoever is set up for them: no account of a workspace takes them either.</summary>
public sealed record DryRun(ChannelSet Channels);
