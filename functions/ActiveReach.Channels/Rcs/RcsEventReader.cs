using System.Globalization;
using ActiveReach.Channels.Vendors;
using ActiveReach.Delivery;
using ActiveReach.Inbox;
using ActiveReach.Inputs;

namespace ActiveReach.Channels.Rcs;

/// <summary>Reads what Google's RCS Business Messaging tells of people: what they have got and read, and what they answer, typed or tapped.
/// Source: developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/UserEvent, …/UserMessage, …/SuggestionResponse and …/ServerEvent;
/// a <c>tag</c> is the sandbox's own.</summary>
public sealed class RcsEventReader : IProviderEventReader
{
    public const string Name = "rcs";

    private const int LongestId = 200;
    private const int LongestText = 2000;

    public string Source => Name;

    /// <summary>What tells this event from others; null where it means nothing here.</summary>
    public static string? IdOf(InputValue told) => (told["eventId"] ?? told["messageId"])?.AsText is { Length: > 0 and <= LongestId } id ? id : null;

    public ProviderEvent? Read(ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt)
    {
        var told = JsonInput.Read(payload);
        if (!told.IsObject || IdOf(told) is not { } id)
            return null;

        // Of a message that nobody counts: to try a campaign out.
        if (told["eventType"] is not null && RepeatKey.IsWithoutRow(told["messageId"]?.AsText))
            return null;
        var at = TimeOf(told, receivedAt);
        return told["eventType"]?.AsText switch
        {
            null => TextOf(told) is { } text ? Received(told, id, text, at) : null,
            "DELIVERED" => Report(told, LedgerEventKind.Delivered, null, at),
            "READ" => Report(told, LedgerEventKind.Opened, null, at),
            "TTL_EXPIRATION_REVOKED" => Report(told, LedgerEventKind.Failed, "expired", at),
            "UNSUBSCRIBE" => Received(told, id, "STOP", at),
            "SUBSCRIBE" => Received(told, id, "START", at),
            _ => null,
        };
    }

    private static MessageReport Report(InputValue told, LedgerEventKind kind, string? reason, DateTimeOffset at) =>
        new(kind, Channel.Rcs, told["agentId"]?.AsText, told["tag"]?.AsText, told["messageId"]?.AsText, reason, at);

    /// <summary>A tap on a suggestion answers with its words; one that opened something says nothing.</summary>
    private static string? TextOf(InputValue told) => told["text"]?.AsText ?? (told["suggestionResponse"] is { } tapped && tapped["type"]?.AsText is null or "REPLY" ? tapped["text"]?.AsText : null);

    private static InboundText? Received(InputValue told, string id, string text, DateTimeOffset at)
    {
        var (from, to) = (told["senderPhoneNumber"]?.AsText, told["agentId"]?.AsText);
        if (from is not { Length: > 0 and <= 40 } || to is not { Length: > 0 and <= 128 })
            return null;
        return new InboundText(id, Channel.Rcs, from, to, text.Length <= LongestText ? text : text[..LongestText], at, Answered(told));
    }

    /// <summary>The message whose suggestion was tapped: we gave it to the suggestion.</summary>
    private static string? Answered(InputValue told) => told["suggestionResponse"]?["postbackData"]?.AsText is { } data && Guid.TryParse(data, out _) ? data : null;

    /// <summary>When it happened by Google's word; a time in the future, or none, is the time it was received.</summary>
    private static DateTimeOffset TimeOf(InputValue told, DateTimeOffset receivedAt) =>
        DateTimeOffset.TryParse(told["sendTime"]?.AsText, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
        && at <= receivedAt && at > receivedAt.AddYears(-1)
            ? at
            : receivedAt;
}
