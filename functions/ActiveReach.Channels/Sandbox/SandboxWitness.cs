namespace ActiveReach.Channels.Sandbox;

/// <summary>A provider whose messages the sandbox witnesses once it has taken them. Both know their keys, so that a call that is repeated ends in both.</summary>
internal sealed class SandboxWitness(IChannelProvider own, SandboxCarrier carrier) : IChannelProvider
{
    public Channel Channel => own.Channel;

    public int MessagesPerCall => own.MessagesPerCall;

    public int Concurrency => own.Concurrency;

    public TimeSpan RepeatWindow => own.RepeatWindow;

    public bool ReportsDelivery => own.ReportsDelivery;

    public SendLimit Limit => own.Limit;

    public SendLimit? LimitOf(string sender) => own.LimitOf(sender);

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        var answers = await own.SendAsync(messages, cancellation);
        var taken = messages.Where((_, index) => answers[index].Result is HandOverResult.Accepted).ToList();
        await carrier.AcceptAsync(Channel, taken, taken.Count);
        return answers;
    }
}
