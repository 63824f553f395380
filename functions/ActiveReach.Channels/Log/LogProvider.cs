using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Log;

/// <summary>Writes a line a message to the app's log in place of sending it, and reports it handed over: for a dry run. The line has ids alone, no address, no text and no
/// token: logs are read by many.</summary>
internal sealed class LogProvider(Channel channel, ILogger<LogProvider> log) : IChannelProvider
{
    public Channel Channel => channel;

    public int MessagesPerCall => 100;

    public int Concurrency => 8;

    /// <summary>A second line does no harm.</summary>
    public TimeSpan RepeatWindow => TimeSpan.FromDays(1);

    public bool ReportsDelivery => false;

    public SendLimit Limit { get; } = new("the log", channel);

    public Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var message in messages)
        {
            log.LogInformation(
                "Dry run: {Channel} message {Key} of campaign {Campaign}, variant {Variant}, for contact {Contact}: {Length} characters, {Files} files. It is sent to nobody.",
                channel.Name(), message.IdempotencyKey, message.Origin.Campaign, message.Origin.Variant, message.Origin.Contact, message.Text.Length, message.Media.Count + message.Attachments.Count);
        }

        return Task.FromResult<IReadOnlyList<HandOver>>([.. messages.Select(message => new HandOver(HandOverResult.Accepted, $"log-{message.IdempotencyKey}"))]);
    }
}
