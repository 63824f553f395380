using System.Diagnostics;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Reports;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Problems;
using ActiveReach.Sight;

namespace ActiveReach.Engagement;

/// <summary>Takes events from outside. What names its message is applied before it is answered, what belongs to a batch in one write; texts, and what
/// can't be placed yet, go to the inbox. Who is answered can forget the event, and who isn't may send it again: applying it twice changes nothing.</summary>
public sealed class TakeEvents(EventResolver resolver, LedgerReports ledger, ITouches touches, AcceptEngagement inbox, InboxPressure pressure, EngagementMeter meter)
{
    /// <summary>When whoever was sent away may come again.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    /// <summary>Somebody waits for where a link leads: it is always taken.</summary>
    public Task TakeAsync(Hit hit) => TakeAsync([hit.ToInboxEvent()], mayRefuse: false);

    /// <exception cref="BusyException">All of it would go to the inbox, which is too far behind.</exception>
    public Task TakeAsync(IReadOnlyList<InboxEvent> events) => TakeAsync(events, mayRefuse: true);

    private async Task TakeAsync(IReadOnlyList<InboxEvent> events, bool mayRefuse)
    {
        var placed = events.Select(each => (Event: each, Report: resolver.ReportOf(each))).ToList();
        var reports = placed.Where(each => each.Report is not null).Select(each => each.Report!).ToList();
        var unplaced = reports.Count == 0 ? [] : await ApplyAsync(reports);
        var rest = placed.Where(each => each.Report is null || unplaced.Contains(each.Report.Address)).Select(each => each.Event).ToList();
        if (mayRefuse && rest.Count > 0 && rest.Count == events.Count && await pressure.IsTooHighAsync())
        {
            meter.Refused(rest.Count);
            throw new BusyException("What came in before is not worked off yet, so nothing is added to it. Send this again after the time that Retry-After says: nothing of it was kept.", Later);
        }

        await inbox.AcceptAsync(rest);
    }

    /// <returns>Messages that are not there, or that nothing was handed over of yet.</returns>
    private async Task<HashSet<LedgerAddress>> ApplyAsync(List<LedgerEvent> reports)
    {
        using var span = Trail.Part("record reports", ActivityKind.Internal);
        try
        {
            var changed = await ledger.RecordAsync(reports);
            meter.Recorded(reports, changed);
            var unplaced = new HashSet<LedgerAddress>();
            foreach (var (report, _) in reports.Zip(changed).Where(each => !each.Second))
            {
                if (await ledger.FindAsync(report.Address) is null or { State: LedgerState.Planned })
                    unplaced.Add(report.Address);
            }

            // Who was not reached after all may be sent another.
            await touches.ReleaseAsync([.. reports.Where(each => each.Kind is LedgerEventKind.Bounced or LedgerEventKind.Failed).Select(each => each.Address)]);
            if (span is { IsAllDataRequested: true })
                span.Link(await ledger.TracesOfAsync([.. reports.Select(each => each.Address)]));
            return unplaced;
        }
        catch (Exception error)
        {
            // They are kept, and applied one by one where together they could not be.
            span?.Fail(error.GetType().FullName!);
            return [.. reports.Select(each => each.Address)];
        }
    }
}
