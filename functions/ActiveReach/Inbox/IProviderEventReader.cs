using ActiveReach.Channels;
using ActiveReach.Delivery;

namespace ActiveReach.Inbox;

/// <summary>Reads the events of one provider in its own format.</summary>
public interface IProviderEventReader
{
    /// <summary>As in <see cref="InboxEvent.Source"/> and in the route of the webhook.</summary>
    string Source { get; }

    /// <summary>Null for an event that means nothing to campaigns.</summary>
    ProviderEvent? Read(ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt);
}

/// <summary>What a provider tells, in the product's own terms.</summary>
public abstract record ProviderEvent(DateTimeOffset At);

/// <summary>What happened to a message.</summary>
/// <param name="Tag">Our own tag where the provider echoes it.</param>
/// <param name="MessageId">The provider's id.</param>
/// <param name="Sender">Whom the message was sent from: whose message it is, where there is no tag.</param>
/// <param name="Recipient">Whom it was sent to, where the provider says so.</param>
/// <param name="IsHardBounce">Whether its mailbox will take no mail however often it is tried.</param>
/// <param name="IsComplaint">Whether somebody told their mail program, or the provider, that it is not wanted.</param>
public sealed record MessageReport(
    LedgerEventKind Kind, Channel Channel, string? Sender, string? Tag, string? MessageId, string? Reason, DateTimeOffset At, string? Recipient = null, bool IsHardBounce = false, bool IsComplaint = false) : ProviderEvent(At);

/// <summary>A text from a person.</summary>
/// <param name="EventId">The provider's id, the same each time the text is reported.</param>
/// <param name="Answers">The provider's id of the message that it answers, where it says so; a text message never does.</param>
public sealed record InboundText(string EventId, Channel Channel, string From, string To, string Text, DateTimeOffset At, string? Answers = null) : ProviderEvent(At);

/// <summary>A vendor's verdict on a template.</summary>
/// <param name="Reference">The vendor's id of it.</param>
/// <param name="Reason">Why it was rejected.</param>
public sealed record TemplateReviewed(string Reference, bool IsApproved, string? Reason, DateTimeOffset At) : ProviderEvent(At);
