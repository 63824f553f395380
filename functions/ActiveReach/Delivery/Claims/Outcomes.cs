using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Claims;

/// <summary>What calls and their outcomes make of rows.</summary>
internal static class Outcomes
{
    public static void Call(LedgerGroup group, CallingRows calling)
    {
        for (var index = 0; index < calling.Rows.Count; index++)
        {
            if (group.Find(calling.Rows[index]) is not { State: LedgerState.Planned } row)
                continue;
            var sender = calling.Senders?[index] is { } from && from != group.Batch.Sender ? from : null;
            group.Change(row with { State = LedgerState.Calling, FirstSentAt = calling.FirstSentAt, Variant = row.Variant ?? calling.Variants?[index], Sender = sender, Reason = null });
        }
    }

    public static void Record(LedgerGroup group, IReadOnlyList<RowOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (group.Find(outcome.Row) is not { } row || Apply(row, outcome) is not { } changed)
                continue;
            group.Change(changed);
            if (outcome.Result is RowResult.Deferred)
                group.Batch = group.Batch with { Rule = outcome.Rule };
        }
    }

    /// <summary>Settles whatever is left: what may have been sent is uncertain, the rest gets the state and reason.</summary>
    public static void SettleAll(LedgerGroup group, RowResult result, string reason)
    {
        foreach (var row in group.Rows.Where(row => row.IsUnsettled).ToList())
        {
            var outcome = row.State is LedgerState.Calling ? RowResult.Uncertain : result;
            group.Change(Apply(row, new RowOutcome(row.Address.Row, outcome, default, reason))!);
        }
    }

    /// <summary>Null where it changes nothing.</summary>
    private static LedgerRow? Apply(LedgerRow row, RowOutcome outcome) => outcome.Result switch
    {
        // A report that came before the answer of the call is kept.
        RowResult.Handed => row with
        {
            State = row.State is LedgerState.Planned or LedgerState.Calling or LedgerState.Uncertain ? LedgerState.Handed : row.State,
            HandedAt = row.HandedAt ?? outcome.At,
            MessageId = outcome.MessageId,
        },
        RowResult.Failed when row.IsUnsettled => row with { State = LedgerState.Failed, Reason = outcome.Reason, Rule = null },
        RowResult.Skipped when row.State is LedgerState.Planned => row with { State = LedgerState.Skipped, Reason = outcome.Reason, Rule = outcome.Rule },
        RowResult.Deferred when row.State is LedgerState.Planned => row with { Reason = outcome.Reason, Rule = outcome.Rule },
        RowResult.Uncertain when row.State is LedgerState.Calling => row with { State = LedgerState.Uncertain, MessageId = outcome.MessageId },
        RowResult.Planned when row.State is LedgerState.Calling => row with { State = LedgerState.Planned, FirstSentAt = null },
        _ => null,
    };
}
