using System.Text.Json.Serialization;

namespace ActiveReach.Consent;

/// <summary>What a contact has said about one channel.</summary>
public enum ConsentState
{
    [JsonStringEnumMemberName("unknown")]
    Unknown = 0,

    [JsonStringEnumMemberName("opted_in")]
    OptedIn = 1,

    [JsonStringEnumMemberName("opted_out")]
    OptedOut = 2,
}
