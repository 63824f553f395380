using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Fallback;

/// <summary>Finds the messages that another channel takes over from.</summary>
public interface IFallbackLedger
{
    /// <summary>Messages that failed for good, or were not reported in time, in order of the ledger.</summary>
    /// <param name="after">Place of the last one seen; 0 at the start.</param>
    Task<IReadOnlyList<FallbackCandidate>> CandidatesAsync(FallbackQuery query, long after, int limit, CancellationToken cancellation = default);

    /// <summary>The last hand-over whose report is still awaited; null when there is none.</summary>
    Task<DateTimeOffset?> LastUnreportedAsync(FallbackQuery query, CancellationToken cancellation = default);
}

/// <param name="Channels">Channels that have a next one.</param>
/// <param name="Reporting">Those of them whose provider reports every delivery.</param>
/// <param name="ReportedBy">A message handed over at or before this time should have been reported by now.</param>
public sealed record FallbackQuery(RunId Run, ChannelSet Channels, ChannelSet Reporting, DateTimeOffset ReportedBy);

/// <param name="Place">Its place in the ledger as one number.</param>
public readonly record struct FallbackCandidate(LedgerAddress Address, long Place, ContactId Contact, Channel Channel, string? Variant);
