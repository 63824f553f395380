using System.Globalization;
using ActiveReach.Inbox;
using ActiveReach.Inputs;

namespace ActiveReach.Channels.WhatsApp;

/// <summary>Reads Meta's callbacks, a change at a time: verdicts on templates. Messages and their receipts come with the provider that sends by Meta.
/// Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update.</summary>
public sealed class WhatsAppEventReader : IProviderEventReader
{
    public const string Name = "whatsapp";

    private const int LongestReason = 500;

    public string Source => Name;

    /// <summary>Whether anybody here reads such a change.</summary>
    public static bool Means(InputValue change) => change["field"]?.AsText == "message_template_status_update";

    public ProviderEvent? Read(ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt)
    {
        var change = JsonInput.Read(payload);
        if (!Means(change) || change["value"] is not { IsObject: true } value || ReferenceOf(value) is not { } reference)
            return null;
        return value["event"]?.AsText switch
        {
            "APPROVED" or "REINSTATED" => new TemplateReviewed(reference, true, null, receivedAt),
            "REJECTED" or "DISABLED" => new TemplateReviewed(reference, false, ReasonOf(value), receivedAt),
            _ => null,
        };
    }

    private static string? ReferenceOf(InputValue value) => value["message_template_id"] is { } id ? id.AsText ?? id.AsDigits : null;

    /// <summary>In a sentence, with Meta's word for it.</summary>
    private static string ReasonOf(InputValue value)
    {
        var (code, told) = (value["reason"]?.AsText, value["rejection_info"]);
        string[] sentences = [.. new[] { told?["reason"]?.AsText, told?["recommendation"]?.AsText }.OfType<string>()];
        var reason = string.Create(CultureInfo.InvariantCulture, $"{(sentences.Length == 0 ? "Meta gives no further reason." : string.Join(' ', sentences))} ({code ?? "NONE"})");
        return reason.Length <= LongestReason ? reason : reason[..LongestReason];
    }
}
