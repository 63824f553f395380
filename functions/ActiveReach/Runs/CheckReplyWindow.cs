using ActiveReach.Analytics;
using ActiveReach.Campaigns;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using ActiveReach.Inbox;

namespace ActiveReach.Runs;

/// <summary>Opens the reply window when the last recipient is settled, completes the run when it is over and what came in until
/// then has been counted, and makes its figures final when the receipts are in (decisions C-3, C-8, C-10). Where nothing was sent, there is
/// nothing to wait for.</summary>
public sealed class CheckReplyWindow(
    RunMoves moves, StageLedger ledger, RenderedNobody unrendered, NothingSent nothing, FailingOutlets failing, IEngagementInbox inbox, FinalFigures final, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<Look> LookAsync(RunId id, CancellationToken cancellation = default)
    {
        var standing = await moves.FindAsync(id, cancellation);

        // The stages have settled everybody; nothing is called complete on their word alone.
        if (!standing.HasEnded() && !await ledger.IsEveryoneSettledAsync(id, cancellation))
            return Look.WaitUntil(clock.GetUtcNow() + RunClock.Watchdog(0));

        var nobody = await nothing.WhyAsync(id, cancellation);
        if (nobody is not null && standing.Status is RunStatus.Sending or RunStatus.Paused
            && await unrendered.FindAsync(standing, cancellation) is var (reason, remedy))
            await moves.FailAsync(id, reason, remedy, cancellation);
        var toDo = nobody?.NextAction ?? await failing.FindAsync(standing, cancellation);
        var run = await moves.OpenReplyWindowAsync(id, nobody, toDo, cancellation);
        if (run.HasEnded())
            return new Look(Look.MovedOn);

        var (now, closes) = (clock.GetUtcNow(), run.WindowClosesAt ?? clock.GetUtcNow());
        if (now < closes)
            return Look.WaitUntil(closes);
        if ((await inbox.LeftOverAsync(closes, now, limit: 1, cancellation)).Count > 0)
            return Look.WaitUntil(now + Patience);

        var finalAt = await final.TryAsync(run, nobody is not null, cancellation);
        run = await moves.CompleteAsync(id, nobody, toDo, finalAt, await final.ReceiptsUntilAsync(run, cancellation), cancellation);
        if (run.HasEnded())
            return new Look(Look.MovedOn);
        if (finalAt is null)
            return Look.WaitUntil(await final.NextLookAsync(run, cancellation));
        await moves.FinishAsync(id, finalAt.Value, cancellation);
        return new Look(Look.GoOn);
    }
}
