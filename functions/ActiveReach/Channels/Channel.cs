using System.Text.Json.Serialization;

namespace ActiveReach.Channels;

/// <summary>The six ways to a contact.</summary>
public enum Channel
{
    [JsonStringEnumMemberName("whatsapp")]
    WhatsApp = 1,

    [JsonStringEnumMemberName("email")]
    Email = 2,

    [JsonStringEnumMemberName("sms")]
    Sms = 3,

    [JsonStringEnumMemberName("rcs")]
    Rcs = 4,

    [JsonStringEnumMemberName("push")]
    Push = 5,

    [JsonStringEnumMemberName("in_app")]
    InApp = 6,
}
