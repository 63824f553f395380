using ActiveReach.Ids;

namespace ActiveReach.Events;

/// <summary>Something that a person did elsewhere, as another system told it.</summary>
public sealed record ContactEvent
{
    /// <summary>The sender's own id: 1 to 200 characters, once in a workspace.</summary>
    public required string Id { get; init; }

    /// <summary>1 to 64 of <c>a-z 0-9 _ . -</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Null while nobody known has the identity that the event names, and once the person is erased.</summary>
    public ContactId? Contact { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Id of an outlet, or the text that came where none matched.</summary>
    public string? Outlet { get; init; }

    /// <summary>A JSON object of at most <see cref="LargestBytes"/> bytes, as text.</summary>
    public string? Content { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Longest content, as UTF-8 without white space.</summary>
    public const int LargestBytes = 16 * 1024;
}

/// <summary>An event that has been checked, with the person it names.</summary>
/// <param name="Location">Id, external id or name of an outlet.</param>
/// <param name="Content">As in <see cref="ContactEvent.Content"/>.</param>
public sealed record ReceivedEvent(string Id, string Type, EventIdentity Who, DateTimeOffset At, string? Location = null, string? Content = null)
{
    /// <summary>The workspace's: that of an order whose events name none.</summary>
    public string? Currency { get; init; }
}

/// <summary>How events name people. Stored: never renumber.</summary>
public enum IdentityKind
{
    ContactId = 0,
    ExternalId = 1,
    Phone = 2,
    Email = 3,
}

/// <summary>Whom an event is about.</summary>
/// <param name="Value">In the normal form of the contact's field.</param>
public readonly record struct EventIdentity(IdentityKind Kind, string Value);
