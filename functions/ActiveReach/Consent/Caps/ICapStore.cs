using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Consent.Caps;

/// <summary>Counts the messages that frequency caps are about. Counting and taking a place are one step, so that caps hold however many
/// batches and campaigns send at once. Only messages that some cap is about are ever written down.</summary>
public interface ICapStore
{
    /// <summary>Takes a place for each message, in the order given and in one transaction, or names the cap that leaves none. A message that
    /// has a place already keeps one and takes no second; its time is brought up to date.</summary>
    /// <param name="places">So many are wanted; once they are found the rest is not looked at.</param>
    /// <returns>For each request that was looked at the name of the cap that refuses it; null when it has a place.</returns>
    Task<IReadOnlyList<string?>> ReserveAsync(
        IReadOnlyList<FrequencyCap> caps, IReadOnlyList<CapRequest> requests, int places = int.MaxValue, CancellationToken cancellation = default);

    /// <summary>Gives places back: the messages failed for good, or were not sent after all. Those without one are passed over.</summary>
    Task ReleaseAsync(IReadOnlyList<LedgerAddress> messages, CancellationToken cancellation = default);

    /// <summary>Deletes places taken before, at most so many.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> ForgetAsync(DateTimeOffset before, int atMost, CancellationToken cancellation = default);
}

/// <summary>A message that wants a place.</summary>
/// <param name="Tags">Of its campaign.</param>
/// <param name="Message">The same message asks under the same address.</param>
/// <param name="At">Business time of the call.</param>
public readonly record struct CapRequest(ContactId Contact, Channel Channel, IReadOnlyList<string> Tags, LedgerAddress Message, DateTimeOffset At);

/// <summary>A message that has a place.</summary>
public readonly record struct CapPlace(Channel Channel, IReadOnlyList<string> Tags, DateTimeOffset At);
