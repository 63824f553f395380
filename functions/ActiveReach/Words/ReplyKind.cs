using System.Text.Json.Serialization;

namespace ActiveReach.Words;

/// <summary>What a reply asks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplyKind>))]
public enum ReplyKind
{
    [JsonStringEnumMemberName("reply")]
    Reply = 0,

    /// <summary>An opt-out keyword: acts at once and counts as no response.</summary>
    [JsonStringEnumMemberName("opt_out")]
    OptOut = 1,

    [JsonStringEnumMemberName("opt_in")]
    OptIn = 2,

    [JsonStringEnumMemberName("help")]
    Help = 3,

    /// <summary>Asks to stop in other words: nothing further is sent, and it counts as nothing, until a person has decided what it is.</summary>
    [JsonStringEnumMemberName("stop_request")]
    StopRequest = 4,
}
