using ActiveReach.Campaigns;

namespace ActiveReach.Runs;

/// <summary>Opens the reply window when the last recipient is settled and completes the run when it is over (decisions C-3, C-8).</summary>
public sealed class ReplyWindow(RunProgress progress, TimeProvider clock)
{
    public async Task<Look> LookAsync(RunId id, CancellationToken cancellation = default)
    {
        var run = await progress.OpenReplyWindowAsync(id, cancellation);
        if (run.HasEnded())
            return new Look(Look.MovedOn);
        if (run.WindowClosesAt is { } closes && clock.GetUtcNow() < closes)
            return Look.WaitUntil(closes);

        await progress.CompleteAsync(id, cancellation);
        return new Look(Look.GoOn);
    }
}
