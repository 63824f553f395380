using ActiveReach.Campaigns;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using ActiveReach.Queues;

namespace ActiveReach.Delivery.Sending;

/// <summary>Keeps a lane going. A batch that is done puts the next one; one that a limit stops comes back in its place; one that waits
/// for its hour leaves the lane, which goes on without it, and comes back on its own.</summary>
internal sealed class BatchLane(SendLedger ledger, StageLedger stages, IMessageQueue queue, DeliveryOptions options, TimeProvider clock)
{
    /// <summary>The lane goes on before the message of this batch is deleted, so a crash in between repeats it.</summary>
    public async Task<BatchFollowUp> FinishAsync(Run run, BatchMessage message, BatchLook look, int? shardRemaining, CancellationToken cancellation)
    {
        var batch = new BatchNumber(message.Batch);
        if (!look.IsReleased)
            await PutNextAsync(look, cancellation);

        // Whoever brings a shard to nothing looks at its siblings, and rings if they have nothing left either; where nobody can, the watchdog of the
        // stage sees it.
        if (shardRemaining is null or 0 && (await stages.ReadAsync(run.Id, batch.Stage, cancellation)).IsSettled)
            return new BatchFollowUp(new StageRing(run.Orchestration, batch.Stage));
        return new BatchFollowUp(null, look is { Next: null, IsReleased: false } ? Hindrance.LaneEnd : null);
    }

    /// <summary>First the lane's next batch, then the mark, then the message that brings this one back: wherever a crash comes in between,
    /// the repeated message does what is left.</summary>
    public async Task<BatchFollowUp> DeferAsync(Run run, BatchMessage message, BatchLook look, DateTimeOffset until, CancellationToken cancellation)
    {
        if (!look.IsReleased)
        {
            await PutNextAsync(look, cancellation);
            await ledger.ReleaseAsync(message, cancellation);
        }

        return await ComeBackAsync(message, until - clock.GetUtcNow(), cancellation) with { Met = Hindrance.Hour };
    }

    /// <summary>The batch notes when it comes back, so that nobody takes its message for lost and repeats it.</summary>
    public async Task<BatchFollowUp> PutOffAsync(BatchMessage message, TimeSpan delay, CancellationToken cancellation)
    {
        await ledger.PutOffAsync(message, clock.GetUtcNow() + Shorten(delay), cancellation);
        return await ComeBackAsync(message, delay, cancellation);
    }

    public async Task<BatchFollowUp> ComeBackAsync(BatchMessage message, TimeSpan delay, CancellationToken cancellation)
    {
        await queue.PutAsync(message, Shorten(delay), cancellation);
        return default;
    }

    public TimeSpan Shorten(TimeSpan delay) =>
        TimeSpan.FromTicks(Math.Clamp(delay.Ticks, TimeSpan.TicksPerMillisecond * 10, options.LongestDelay.Ticks));

    private async Task PutNextAsync(BatchLook look, CancellationToken cancellation)
    {
        if (look.Next is { } next)
            await queue.PutAsync(next, cancellation: cancellation);
    }
}
