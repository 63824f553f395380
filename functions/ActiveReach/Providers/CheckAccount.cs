using ActiveReach.Channels;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers;

/// <summary>Asks a vendor whether it would take what an account sends, without sending anything.</summary>
public sealed class CheckAccount(AccountBooks books, WorkspaceProviders providers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<(Channel Channel, ProviderCheck Check)>> RunAsync(Caller caller, string id, CancellationToken cancellation = default)
    {
        var account = (await books.ReadAsync(caller.Workspace, cancellation)).Find(id) ?? throw new NotFoundException("provider account", id);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        var checks = new List<(Channel, ProviderCheck)>();
        foreach (var way in (await providers.WaysOfAsync(caller.Workspace, account, isNew: true, timeout.Token)).Channels.Where(way => account.Channels.Contains(way.Channel)))
            checks.Add((way.Channel, await CheckAsync(way, timeout.Token)));
        cancellation.ThrowIfCancellationRequested();
        return checks;
    }

    private static async Task<ProviderCheck> CheckAsync(IChannelProvider way, CancellationToken cancellation)
    {
        try
        {
            return await way.CheckAsync(cancellation);
        }
        catch (Exception error)
        {
            return new ProviderCheck(false, $"{way.Limit.Account} gave no answer that can be read ({(error is OperationCanceledException ? "time-out" : error.GetType().Name)}): check its address, and whether it can be reached from here.");
        }
    }
}
