using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Conversions;

/// <summary>What people did that runs count as conversion, each credited to one message, and whose are to be credited anew. The store of events marks a
/// person in the write that keeps an event or changes an order of theirs; whatever else may move a credit marks them here. A person's conversions are replaced
/// as a whole, so it is all the same in what order things come, and how often.</summary>
public interface IConversions
{
    /// <summary>Some of those whose conversions are to be credited anew; empty when nobody's are.</summary>
    Task<IReadOnlyList<DueCustomer>> DueAsync(WorkspaceId workspace, int limit, CancellationToken cancellation = default);

    /// <summary>Marks those of these people of whom an event is known: nobody else has anything to credit.</summary>
    /// <returns>Those who are marked by it.</returns>
    Task<IReadOnlyList<DueCustomer>> MarkAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts, CancellationToken cancellation = default);

    /// <summary>The conversions of one person, earliest first.</summary>
    Task<IReadOnlyList<Conversion>> OfAsync(ContactId contact, CancellationToken cancellation = default);

    /// <summary>Puts these in the place of the person's conversions and takes the mark away, in one write; false, and nothing is done, when the person
    /// has been marked again since, or somebody else has done it.</summary>
    Task<bool> TryCreditAsync(WorkspaceId workspace, DueCustomer due, IReadOnlyList<Conversion> conversions, CancellationToken cancellation = default);

    /// <summary>The conversions of a run, summed up by all that figures group them by.</summary>
    Task<IReadOnlyList<ConversionSum>> SumsAsync(RunId run, CancellationToken cancellation = default);
}

/// <param name="Stamp">Another one each time that they are marked.</param>
public readonly record struct DueCustomer(ContactId Contact, long Stamp);

/// <summary>Something that somebody did, and the message that it is credited to.</summary>
public sealed record Conversion
{
    public required LedgerAddress Message { get; init; }

    public required ContactId Contact { get; init; }

    /// <summary>What it is, once for its person: <see cref="OfOrder"/> with the order's id, or the hash of an event's.</summary>
    public required string Cause { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What it is worth; 0 where nothing says so.</summary>
    public decimal Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Whether it is the first of its person in the run: people are counted by these.</summary>
    public bool IsFirst { get; init; }

    public required ConversionGroup Group { get; init; }

    /// <summary>What the cause of an order begins with.</summary>
    public const string OfOrder = "order:";

    /// <summary>Null for what is no order.</summary>
    public string? Order => Cause.StartsWith(OfOrder, StringComparison.Ordinal) ? Cause[OfOrder.Length..] : null;
}

/// <summary>Where figures count a conversion: by the channel of its message, and as they count the person otherwise.</summary>
/// <param name="Hour">Hours since 1970 (UTC) of the person's first hand-over.</param>
public readonly record struct ConversionGroup(Channel Channel, int Stage, string Variant, string Outlet, long Hour);

/// <param name="People">Those whose first conversion of the run it is.</param>
/// <param name="Squares">What is credited to each of them in the group, squared and summed up: how far people lie apart.</param>
public sealed record ConversionSum(ConversionGroup Group, string Currency, long People, decimal Amount, double Squares);
