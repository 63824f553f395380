using ActiveReach.Channels;

namespace ActiveReach.Providers.Vaults;

/// <summary>Stands in for an account whose secrets can't be had: nobody's message fails, and nothing goes out by another way, until they can.</summary>
/// <param name="reason">Why, for machines.</param>
/// <param name="message">Why, and what to do.</param>
internal sealed class SecretlessAccount(ProviderAccount account, Channel channel, string reason, string message) : IChannelProvider
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    public Channel Channel => channel;

    public int MessagesPerCall => 1;

    public int Concurrency => 1;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => true;

    public SendLimit Limit { get; } = new(account.VendorAccount, channel);

    public static ProviderWays WaysOf(ProviderAccount account, string reason, string message) => new([.. account.Channels.Select(channel => new SecretlessAccount(account, channel, reason, message))]);

    public Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<HandOver>>([.. messages.Select(_ => new HandOver(HandOverResult.Deferred, null, reason, Again))]);
    }

    public Task<ProviderCheck> CheckAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new ProviderCheck(false, message));
    }
}
