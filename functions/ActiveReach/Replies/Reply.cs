using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

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
