using ActiveReach.Channels;

namespace ActiveReach.Providers;

/// <summary>Stands in for an account whose secrets can't be opened: nobody's message fails, and nothing goes out by another way, until they are entered anew.</summary>
internal sealed class UnreadableAccount(ProviderAccount account, Channel channel) : IChannelProvider
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    public Channel Channel => channel;

    public int MessagesPerCall => 1;

    public int Concurrency => 1;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => true;

    public SendLimit Limit { get; } = new(account.VendorAccount, channel);

    public Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<HandOver>>([.. messages.Select(_ => new HandOver(HandOverResult.Deferred, null, "not_authorized", Again))]);
    }

    public Task<ProviderCheck> CheckAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new ProviderCheck(false, $"The secrets of {account.Name} were stored under a key that the app has no more: enter them anew."));
    }
}
