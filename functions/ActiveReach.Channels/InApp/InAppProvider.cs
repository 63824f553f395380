using ActiveReach.Ids;
using ActiveReach.InApp;
using ActiveReach.Workspaces;

namespace ActiveReach.Channels.InApp;

/// <summary>Our own way to people inside of the workspace's app: a message is handed over once it is in their inbox. Nobody is waited for: whoever doesn't
/// open the app has got it all the same, so no next channel follows for want of a report.</summary>
internal sealed class InAppProvider(InAppInbox inbox) : IChannelProvider
{
    public Channel Channel => Channel.InApp;

    public int MessagesPerCall => 100;

    public int Concurrency => 4;

    /// <summary>An inbox knows its messages for as long as it keeps them.</summary>
    public TimeSpan RepeatWindow => TimeSpan.FromDays(7);

    public bool ReportsDelivery => false;

    public SendLimit Limit { get; } = new("in-app", Channel.InApp);

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation) =>
        await Task.WhenAll(messages.Select(message => AddAsync(message, cancellation)));

    private async Task<HandOver> AddAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        if (message.Workspace is not { } workspace || !ContactId.TryParse(message.To, out var contact))
            return new HandOver(HandOverResult.Rejected, null, "no_inbox");
        var kept = new InAppMessage
        {
            Id = InAppInbox.IdOf(message.IdempotencyKey),
            Key = message.IdempotencyKey,
            Title = message.Title,
            Text = message.Text,
            Link = message.Link,
            Media = message.Media,
            IsPinned = message.Place?.IsPinned is true,
            SentAt = message.FirstSentAt,
            ExpiresAt = message.Place?.ExpiresAt ?? message.FirstSentAt + InAppInbox.LongestKept,
        };
        return await inbox.AddAsync(new WorkspaceId(workspace), contact, kept, cancellation)
            ? new HandOver(HandOverResult.Accepted, kept.Id)
            : new HandOver(HandOverResult.Rejected, null, "contact_gone");
    }
}
