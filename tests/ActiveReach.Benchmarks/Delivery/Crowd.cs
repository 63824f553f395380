using ActiveReach.Audiences;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Hours;
using ActiveReach.Ids;
using ActiveReach.Queues;
using ActiveReach.Workspaces;

namespace ActiveReach.Benchmarks.Delivery;

/// <summary>People who cost nothing to read, so that the ledger is what is measured.</summary>
internal sealed class Crowd(int count) : IAudienceReader
{
    private static readonly PerChannel<ConsentState> Consents = new(_ => ConsentState.OptedIn);

    public Task<IReadOnlyList<Recipient>> PageAsync(ResolvedAudience audience, ContactId after, int limit, CancellationToken cancellation = default)
    {
        var page = new List<Recipient>(limit);
        for (var id = after.Value + 1; id <= count && page.Count < limit; id++)
            page.Add(Person(id));
        return Task.FromResult<IReadOnlyList<Recipient>>(page);
    }

    public Task<IReadOnlyDictionary<ContactId, Recipient>> ReadAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyDictionary<ContactId, Recipient>>(ids.ToDictionary(id => id, id => Person(id.Value)));

    public Task<AudiencePreview> PreviewAsync(ResolvedAudience audience, IReadOnlyList<Channel> channels, CancellationToken cancellation = default) =>
        Task.FromResult(new AudiencePreview(count, new Dictionary<Channel, long>(), new Dictionary<string, long>(), []));

    private static Recipient Person(long id) => new() { Id = new ContactId(id), FirstName = "Asha", Phone = $"+1555{id:0000000}", Consents = Consents };
}

/// <summary>A carrier that takes everything at once and forgets it.</summary>
/// <param name="ownIds">Whether it answers with ids of its own, which the ledger keeps and indexes, or with our tag.</param>
internal sealed class Void(bool ownIds) : IChannelProvider
{
    public Channel Channel => Channel.Sms;

    public int MessagesPerCall => 100;

    public int Concurrency => 1;

    public TimeSpan RepeatWindow => TimeSpan.FromMinutes(5);

    public bool ReportsDelivery => true;

    public SendLimit Limit { get; } = new("void", Channel.Sms);

    public Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        var answers = new HandOver[messages.Count];
        for (var index = 0; index < answers.Length; index++)
            answers[index] = new HandOver(HandOverResult.Accepted, ownIds ? Guid.NewGuid().ToString() : messages[index].Tag);
        return Task.FromResult<IReadOnlyList<HandOver>>(answers);
    }
}

internal sealed class Greeting : IMessageComposer
{
    public ComposedMessage Compose(Run run, LedgerAddress address, string variant, Channel channel, Recipient recipient, Workspace workspace)
    {
        var key = address.ToString();
        var origin = new MessageOrigin(run.Campaign.Value, run.Id.Value, null, variant, null);
        return new ComposedMessage(
            new OutgoingMessage { IdempotencyKey = key, Tag = key, FirstSentAt = default, From = "+1800", To = recipient.Phone!, Text = "Hello Asha", Origin = origin },
            null);
    }
}

internal static class OneShop
{
    public static readonly Workspace Shop = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }.With(new ReachSettings { QuietHours = new QuietHoursSettings { On = false } });
}

/// <summary>Queues in memory: what a queue costs is measured elsewhere.</summary>
internal sealed class Tray : IMessageQueue
{
    private readonly System.Threading.Channels.Channel<string> messages = System.Threading.Channels.Channel.CreateUnbounded<string>();

    public System.Threading.Channels.ChannelReader<string> Messages => messages.Reader;

    public Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default)
    {
        messages.Writer.TryWrite(body);
        return Task.CompletedTask;
    }

    public Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default)
    {
        foreach (var body in bodies)
            messages.Writer.TryWrite(body);
        return Task.CompletedTask;
    }

    public void Close() => messages.Writer.TryComplete();
}
