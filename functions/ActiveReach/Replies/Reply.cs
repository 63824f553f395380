using System.Text.Json.Serialization;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

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

/// <summary>A text from a person, kept with what it answers. The replies of a contact in order of time are its thread.</summary>
public sealed record Reply
{
    /// <summary><c>rpl_</c> and 20 characters, made from the provider's event.</summary>
    public required string Id { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>E.164.</summary>
    public required string From { get; init; }

    public required string To { get; init; }

    public required string Text { get; init; }

    public required ReplyKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null when nobody has this number.</summary>
    public ContactId? Contact { get; init; }

    /// <summary>Null when no campaign counted replies of the contact at that time.</summary>
    public CampaignId? Campaign { get; init; }

    public RunId? Run { get; init; }

    public string? Variant { get; init; }

    public string? Outlet { get; init; }

    /// <summary>How many contacts with this number had an open message; above 1 the latest message won.</summary>
    public int Matches { get; init; }
}
