namespace ActiveReach.Channels.Sandbox;

/// <summary>The carrier as a provider of one channel.</summary>
internal sealed class SandboxProvider : IChannelProvider
{
    private readonly SandboxCarrier carrier;
    private readonly SandboxRate rate;

    public SandboxProvider(Channel channel, SandboxCarrier carrier, SandboxRate rate)
    {
        (this.carrier, this.rate, Limit) = (carrier, rate, new SendLimit("sandbox", channel, rate.PerMinute));
        rate.Remember(carrier.RecentOf(channel));
    }

    public Channel Channel => Limit.Channel;

    public int MessagesPerCall => carrier.Options.MessagesPerCall;

    public int Concurrency => carrier.Options.Concurrency;

    /// <summary>The carrier never forgets a key, or never knew one; a week is what the longest queue delay asks for.</summary>
    public TimeSpan RepeatWindow => carrier.Options.HonoursKeys ? TimeSpan.FromDays(7) : TimeSpan.Zero;

    public bool ReportsDelivery => true;

    /// <summary>Each channel has its own.</summary>
    public SendLimit Limit { get; }

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages.Count > MessagesPerCall)
            throw new ArgumentException($"A call carries at most {MessagesPerCall} messages, not {messages.Count}.", nameof(messages));

        // A call takes real time: business time may stand still until it ends.
        if (carrier.Options.LatencyMs > 0)
            await Task.Delay(carrier.Options.LatencyMs, cancellation);
        var (most, retryAfter) = rate.Take(messages.Count);
        var answers = await carrier.AcceptAsync(Channel, messages, most);
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Result == HandOverResult.Deferred)
                answers[i] = answers[i] with { RetryAfter = retryAfter };
        }

        return answers;
    }
}
