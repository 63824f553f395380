using ActiveReach.Channels;
using ActiveReach.Consent.Caps;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery;

/// <summary>Who was sent what, by address: what frequency caps count, and where STOP and replies find their message, whoever has the address by then.</summary>
public interface ITouches
{
    /// <summary>Notes messages before they are called, in the order given, each if every cap leaves it a place, or names the cap that leaves none.
    /// What was noted for the same address counts, whoever had it, and what was for the same contact, wherever it went. Counting and noting are one step, so
    /// caps hold however many batches and campaigns send at once. A message that is noted already takes no second place; its time and address are brought up to date.</summary>
    /// <param name="caps">Those that may be about the messages. What was noted while there were none counts or doesn't, as the store likes.</param>
    /// <param name="places">So many are wanted; once they are found the rest is not looked at.</param>
    /// <returns>For each message that was looked at the name of the cap that refuses it; null when it is noted.</returns>
    Task<IReadOnlyList<string?>> NoteAsync(IReadOnlyList<FrequencyCap> caps, IReadOnlyList<Touch> touches, int places = int.MaxValue, CancellationToken cancellation = default);

    /// <summary>Gives places back: the messages failed for good, or were not sent after all. Those without one are passed over.</summary>
    Task ReleaseAsync(IReadOnlyList<LedgerAddress> messages, CancellationToken cancellation = default);

    /// <summary>What was sent to an address by that time, whoever has it now, or to a contact: of campaigns that are no tests, the latest call first.</summary>
    Task<IReadOnlyList<SentMessage>> SentToAsync(WorkspaceId workspace, ContactId? contact, long? addressKey, DateTimeOffset by, int limit, CancellationToken cancellation = default);
}

/// <summary>A message that is about to be sent.</summary>
/// <param name="AddressKey">Where it goes; see <see cref="Ledger.AddressKey"/>.</param>
/// <param name="Place">What caps know of it, with the business time of the call.</param>
public readonly record struct Touch(LedgerAddress Message, ContactId Contact, long AddressKey, string Sender, CapPlace Place)
{
    private readonly IReadOnlyList<CapPlace>? kept;

    /// <summary>Places of the same person that are kept for others: they count as taken.</summary>
    public IReadOnlyList<CapPlace> Kept
    {
        get => kept ?? [];
        init => kept = value;
    }
}

/// <param name="Sender">What it was sent from, where that is known.</param>
public sealed record SentMessage(LedgerRow Row, string? Sender);
