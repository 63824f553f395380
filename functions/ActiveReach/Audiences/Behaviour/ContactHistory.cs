using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Behaviour;

/// <summary>What is known of somebody when an expression is answered in memory.</summary>
public sealed record ContactFacts(Contact Contact, ContactHistory History)
{
    /// <summary>Somebody who never did anything.</summary>
    public static ContactFacts Of(Contact contact) => new(contact, ContactHistory.None);
}

/// <summary>What was sent to somebody and what they did.</summary>
public sealed record ContactHistory(IReadOnlyList<PastMessage> Messages, IReadOnlyList<PastEvent> Events, IReadOnlyList<PastConversion> Conversions)
{
    public static ContactHistory None { get; } = new([], [], []);
}

/// <summary>One message of the ledger, with what must be known of its run.</summary>
public sealed record PastMessage
{
    public required CampaignId Campaign { get; init; }

    public required RunId Run { get; init; }

    public required LedgerState State { get; init; }

    /// <summary>When a carrier took it; null while none has.</summary>
    public DateTimeOffset? HandedAt { get; init; }

    /// <summary>By a person.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ClickedAt { get; init; }

    public DateTimeOffset? RepliedAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public DateTimeOffset? OptedOutAt { get; init; }

    /// <summary>When a text came that is neither a reply nor an opt-out, but no silence either.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>When the reply window of the run was over; null until then, and for runs that were cancelled or failed.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
}

/// <param name="Content">The event's data; null without any.</param>
public sealed record PastEvent(string Type, DateTimeOffset At, JsonElement? Content);

/// <summary>Something that a campaign counted as conversion, and that is credited to it.</summary>
public sealed record PastConversion(CampaignId Campaign, DateTimeOffset At);

/// <summary>The history of one contact, for what is asked of one contact at a time.</summary>
public interface IContactHistory
{
    /// <summary>Everything up to now; of an unknown contact nothing.</summary>
    Task<ContactHistory> ReadAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default);
}
