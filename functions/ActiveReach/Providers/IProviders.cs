using ActiveReach.Channels;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers;

/// <summary>Who takes the messages of a workspace, by channel.</summary>
public interface IProviders
{
    /// <summary>One a channel; a channel that nobody takes is missing.</summary>
    Task<IReadOnlyDictionary<Channel, ChannelTaker>> OfAsync(WorkspaceId workspace, CancellationToken cancellation = default);
}

/// <summary>The provider that takes a channel's messages.</summary>
/// <param name="Since">When it took the channel over from another account at a vendor; null where it always had it. What the other was given before, nobody
/// repeats with this one.</param>
/// <param name="Reviewer">Who looks at the channel's templates; null where nobody does.</param>
public sealed record ChannelTaker(IChannelProvider Provider, DateTimeOffset? Since = null, ITemplateReviewer? Reviewer = null);

/// <summary>Providers of the app's settings, the same for every workspace.</summary>
public sealed class HouseProviders(IEnumerable<IChannelProvider> providers, IEnumerable<ITemplateReviewer>? reviewers = null) : IProviders
{
    private readonly IReadOnlyDictionary<Channel, ChannelTaker> takers = providers.ToDictionary(provider => provider.Channel, provider => new ChannelTaker(provider, Reviewer: reviewers?.FirstOrDefault(reviewer => reviewer.Channel == provider.Channel)));

    public Task<IReadOnlyDictionary<Channel, ChannelTaker>> OfAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(takers);
    }
}

/// <summary>What is often asked of providers.</summary>
public static class ProvidersOfWorkspaces
{
    /// <summary>Null where nobody takes the channel.</summary>
    public static async Task<ChannelTaker?> FindAsync(this IProviders providers, WorkspaceId workspace, Channel channel, CancellationToken cancellation = default) =>
        (await providers.OfAsync(workspace, cancellation)).GetValueOrDefault(channel);

    /// <summary>Channels that somebody takes.</summary>
    public static async Task<ChannelSet> ChannelsAsync(this IProviders providers, WorkspaceId workspace, CancellationToken cancellation = default) =>
        [.. (await providers.OfAsync(workspace, cancellation)).Keys];

    /// <summary>Channels whose provider reports deliveries.</summary>
    public static async Task<ChannelSet> ReportingAsync(this IProviders providers, WorkspaceId workspace, CancellationToken cancellation = default) =>
        [.. (await providers.OfAsync(workspace, cancellation)).Where(taker => taker.Value.Provider.ReportsDelivery).Select(taker => taker.Key)];
}
