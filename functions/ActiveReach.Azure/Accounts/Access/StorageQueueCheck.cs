using ActiveReach.Azure.Accounts.Storage;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Accounts.Access;

/// <summary>Puts a message that nobody reads, and that ends by itself.</summary>
internal sealed class StorageQueueCheck(AccountOptions options, QueuesAccount account) : IStoreCheck
{
    private const string Queue = "store-check";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public string Store => options.Kind.Name;

    public Task AskAsync(CancellationToken cancellation = default) => AccountFault.AskAsync(
        options,
        async token => await (await account.QueueAsync(Queue).WaitAsync(token)).SendMessageAsync("", timeToLive: Shortest, cancellationToken: token),
        cancellation);
}
