using ActiveReach.Delivery.Ledger;

namespace ActiveReach.Delivery.Claims;

/// <summary>Gives a claim back; a batch without unsettled rows is done and leaves its shard's counter.</summary>
internal static class BatchEnd
{
    public static BatchSettlement Of(LedgerGroup group, DateTimeOffset? notBefore = null, bool forItsHour = false)
    {
        var isDone = group.Batch.Unsettled == 0;
        var wasDone = group.Batch.IsDone;
        group.Batch = group.Batch with
        {
            IsDone = isDone,
            Owner = null,
            LeaseUntil = null,
            NotBefore = isDone ? null : notBefore,
            IsDeferred = forItsHour && !isDone,
        };
        if (isDone && !wasDone && group.Stage is { } stage)
        {
            var handed = group.Batch.LastHandedAt;
            group.Stage = stage with { Remaining = stage.Remaining - 1, LastHandedAt = stage.LastHandedAt > handed ? stage.LastHandedAt : handed ?? stage.LastHandedAt };
        }

        // A shard that has not been counted yet (its plan is not sealed) has more than nothing left.
        return new BatchSettlement(isDone, group.Batch.Unsettled, group.Stage?.Remaining ?? int.MaxValue);
    }
}
