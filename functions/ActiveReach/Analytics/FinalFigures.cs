using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Reports;
using ActiveReach.Providers;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics;

/// <summary>Decides when the figures of a run are final: its receipts are in, or their time is over (decision C-10), and not while what came right
/// after the last hand-over may still be on its way through here.</summary>
public sealed class FinalFigures(LedgerReports ledger, WorkspaceRegister workspaces, IProviders providers, TimeProvider clock)
{
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Since when the figures of a run that sends no more are final; null while receipts are awaited.</summary>
    /// <param name="isNothingSent">Then nothing can come.</param>
    public async Task<DateTimeOffset?> TryAsync(Run run, bool isNothingSent = false, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        if (isNothingSent)
            return await ledger.CloseAsync(run, now, [], cancellation);
        if (now < EarliestOf(run))
            return null;
        return await ledger.CloseAsync(run, now, now < await ReceiptsUntilAsync(run, cancellation) ? await providers.ReportingAsync(run.Workspace, cancellation) : [], cancellation);
    }

    /// <summary>When to look for receipts again: often at first, then more and more rarely.</summary>
    public async Task<DateTimeOffset> NextLookAsync(Run run, CancellationToken cancellation = default)
    {
        var (now, until) = (clock.GetUtcNow(), await ReceiptsUntilAsync(run, cancellation));
        var waited = (now - (run.WindowClosesAt ?? run.CompletedAt ?? now)) / 10;
        var next = now + (waited < ShortestPause ? ShortestPause : waited > LongestPause ? LongestPause : waited);
        return Later(EarliestOf(run), next < until ? next : until);
    }

    /// <summary>When the figures of all the runs will be final at the latest; null while one of them sends.</summary>
    public async Task<DateTimeOffset?> LatestAsync(IReadOnlyList<Run> runs, CancellationToken cancellation = default)
    {
        var latest = DateTimeOffset.MinValue;
        foreach (var run in runs)
        {
            if (run.SettledAt is null && run.CompletedAt is null)
                return null;
            var final = run.FinalAt ?? Later(Later(run.WindowClosesAt ?? default, EarliestOf(run)), await ReceiptsUntilAsync(run, cancellation));
            latest = Later(latest, final);
        }

        return latest;
    }

    /// <summary>When the time of receipts is over: it runs from when the last message was handed over.</summary>
    public async Task<DateTimeOffset> ReceiptsUntilAsync(Run run, CancellationToken cancellation = default)
    {
        var workspace = await workspaces.ReadAsync(run.Workspace, cancellation);
        return (run.SettledAt ?? run.CompletedAt ?? clock.GetUtcNow()) + workspace.Of<ReceiptSettings>().ReceiptWait;
    }

    private static DateTimeOffset EarliestOf(Run run) => (run.SettledAt ?? run.CompletedAt ?? default) + OnItsWay;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
