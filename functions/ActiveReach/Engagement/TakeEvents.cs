using System.Diagnostics;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Reports;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Sight;

namespace ActiveReach.Engagement;

/// <summary>Takes events from outside. What names its message is applied before it is answered, what belongs to a batch in one write; texts, and what
/// can't be placed yet, go to the inbox. Who is answered can forget the event, and who isn't may send it again: applying it twice changes nothing.</summary>
public sealed class TakeEvents(EventResolver resolver, LedgerReports ledger, ITouches touches, AcceptEngagement inbox, EngagementMeter meter)
{
    public Task TakeAsync(Hit hit) => TakeAsync([hit.ToInboxEvent()]);

    public async Task TakeAsync(IReadOnlyList<InboxEvent> events)
    {
        var placed = events.Select(each => (Event: each, Report: resolver.ReportOf(each))).ToList();
        var reports = placed.Where(each => each.Report is not null).Select(each => each.Report!).ToList();
        var unplaced = reports.Count == 0 ? [] : await ApplyAsync(reports);
        await inbox.AcceptAsync([.. placed.Where(each => each.Report is null || unplaced.Contains(each.Report.Address)).Select(each => each.Event)]);
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
