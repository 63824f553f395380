using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Contents;

/// <summary>Renders the message of a run for one contact: fields, tracked links, open pixel, unsubscribe, headers.</summary>
public interface IMessageComposer
{
    /// <summary>The message, or the reason why this contact can't be sent one. Its key and tag are the text of
    /// <paramref name="address"/>; <see cref="OutgoingMessage.FirstSentAt"/> is now: a repeated call carries the stored one.</summary>
    ComposedMessage Compose(Run run, LedgerAddress address, string variant, Channel channel, Recipient recipient, Workspace workspace);
}

/// <param name="Message">Null when the contact is skipped.</param>
/// <param name="Refusal">Why, as the ledger records it (see <c>SkipReason</c>).</param>
/// <param name="At">What of the message is to blame: the fields of a link, or the part that came out empty, e.g. <c>subject</c>.</param>
public readonly record struct ComposedMessage(OutgoingMessage? Message, string? Refusal, string? At = null)
{
    public static ComposedMessage Refused(string reason, string? at = null) => new(null, reason, at);
}
