using ActiveReach.Channels;

namespace ActiveReach.Consent.Conversations;

/// <summary>Who may be sent the free words of a campaign on the channels where only those who have just written may.</summary>
/// <param name="Channels">Where its messages are free words.</param>
/// <param name="LastWords">When people last wrote; see <see cref="OpenConversations.KeyOf"/>.</param>
public sealed record FreeTextTerms(ChannelSet Channels, IReadOnlyDictionary<string, DateTimeOffset> LastWords)
{
    /// <summary>Whether whoever has the address may be answered at that time.</summary>
    /// <param name="sender">From whom; null for nobody.</param>
    public bool IsOpen(Channel channel, string? sender, string address, DateTimeOffset at) =>
        sender is not null && LastWords.TryGetValue(OpenConversations.KeyOf(channel, sender, address), out var last) && at < last + OpenConversations.Window;
}
