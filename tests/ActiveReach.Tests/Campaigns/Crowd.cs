using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Campaigns;

/// <summary>An audience of which only the size matters.</summary>
internal sealed class Crowd : IAudienceReader
{
    public long Size { get; set; } = 10;

    public Task<AudiencePreview> PreviewAsync(ResolvedAudience audience, IReadOnlyList<Channel> channels, CancellationToken cancellation = default) =>
        Task.FromResult(new AudiencePreview(Size, channels.ToDictionary(channel => channel, _ => Size), new Dictionary<string, long>(), []));

    public Task<IReadOnlyList<Recipient>> PageAsync(ResolvedAudience audience, ContactId after, int limit, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<ContactId, Recipient>> ReadAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}

/// <summary>A carrier that exists, and is never called.</summary>
internal sealed class IdleCarrier(Channel channel) : IChannelProvider
{
    public Channel Channel => channel;

    public int MessagesPerCall => 1;

    public int Concurrency => 1;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => false;

    public SendLimit Limit => new("idle", channel);

    public Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation) => throw new NotSupportedException();
}
