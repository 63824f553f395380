using System.Diagnostics;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Reports;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Inbox.Parked;
using ActiveReach.Queues;
using ActiveReach.Sight;

namespace ActiveReach.Engagement;

/// <summary>Makes of accepted events what they mean: ledger, consent, replies. Applying one twice, or in another order, ends in the
/// same state. What refers to something unknown is tried again, later and later, and parked at last; nothing is dropped.</summary>
public sealed class ApplyEngagement(
    IEngagementInbox inbox, EventResolver resolver, LedgerReports ledger, ITouches touches, IMessageQueue queue, EngagementMeter meter, TimeProvider clock)
{
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromHours(12),
    ];

    /// <returns>How many events were applied, put off and parked.</returns>
    public async Task<ApplyOutcome> ApplyAsync(EngagementMessage message, CancellationToken cancellation = default)
    {
        var began = Stopwatch.GetTimestamp();
        using var span = QueueMeter.Begin(EngagementQueue.Name, within: null);
        try
        {
            var outcome = await ApplyAsync(message, span, cancellation);
            meter.End(began, outcome, error: null);
            return outcome;
        }
        catch (Exception error)
        {
            span?.Fail(error.GetType().FullName!);
            meter.End(began, outcome: null, error);
            throw;
        }
    }

    /// <summary>Applies the events of a message that failed too often one by one, so that none takes the others along. Those that fail alone too
    /// stay in the inbox with the reason, are shown, and are tried again later and later.</summary>
    public async Task<ApplyOutcome> GiveUpAsync(EngagementMessage message, CancellationToken cancellation = default)
    {
        var all = new ApplyOutcome(0, 0, 0);
        foreach (var id in message.Ids)
        {
            try
            {
                all = all.And(await ApplyAsync(new EngagementMessage([id]), cancellation));
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                var waiting = (await inbox.ReadAsync([id], cancellation)).Select(entry => (entry, Resolution.WaitsFor(ParkedReason.Failed + error.GetType().Name))).ToList();
                var parked = await PutOffAsync(waiting, cancellation);
                all = all.And(new ApplyOutcome(0, waiting.Count - parked, parked));
            }
        }

        return all;
    }

    private async Task<ApplyOutcome> ApplyAsync(EngagementMessage message, Activity? span, CancellationToken cancellation)
    {
        var entries = await inbox.ReadAsync(message.Ids, cancellation);
        var resolved = new List<(InboxEntry Entry, Resolution Resolution)>(entries.Count);
        foreach (var entry in entries)
            resolved.Add((entry, await ResolveAsync(entry)));

        var events = resolved.SelectMany(each => each.Resolution.Events).ToList();
        if (events.Count > 0)
        {
            var changed = await ledger.RecordAsync(events, cancellation);
            meter.Recorded(events, changed);
            await LookForUnknownAsync(resolved, events, changed);

            // Who was not reached after all may be sent another.
            await touches.ReleaseAsync([.. events.Where(each => each.Kind is LedgerEventKind.Bounced or LedgerEventKind.Failed).Select(each => each.Address)], cancellation);
        }

        if (span is { IsAllDataRequested: true })
        {
            // The callbacks that brought the events, and the batches that they are about.
            span.SetTag("messaging.batch.message_count", entries.Count);
            span.Link([.. entries.Select(entry => entry.Event.Trace), .. await ledger.TracesOfAsync([.. events.Select(each => each.Address)], cancellation)]);
        }

        await inbox.RemoveAsync([.. resolved.Where(each => each.Resolution.Unknown is null).Select(each => each.Entry.Id)], cancellation);
        var waiting = resolved.Where(each => each.Resolution.Unknown is not null).ToList();
        var parked = await PutOffAsync(waiting, cancellation);
        return new ApplyOutcome(resolved.Count - waiting.Count, waiting.Count - parked, parked);
    }

    /// <summary>A failure of one event is its own: the others of the message go on.</summary>
    private async Task<Resolution> ResolveAsync(InboxEntry entry)
    {
        try
        {
            return await resolver.ResolveAsync(entry.Event, entry.Attempts);
        }
        catch (Exception error)
        {
            return Resolution.WaitsFor(ParkedReason.Failed + error.GetType().Name);
        }
    }

    /// <summary>An event that changed nothing is a repetition, unless its row is not there or nothing was handed over yet.</summary>
    private async Task LookForUnknownAsync(List<(InboxEntry Entry, Resolution Resolution)> resolved, List<LedgerEvent> events, IReadOnlyList<bool> changed)
    {
        var missing = new HashSet<LedgerAddress>();
        for (var i = 0; i < events.Count; i++)
        {
            if (!changed[i] && await ledger.FindAsync(events[i].Address) is null or { State: LedgerState.Planned })
                missing.Add(events[i].Address);
        }

        for (var i = 0; i < resolved.Count && missing.Count > 0; i++)
        {
            if (resolved[i].Resolution.Events.Any(each => missing.Contains(each.Address)))
                resolved[i] = (resolved[i].Entry, Resolution.WaitsFor(ParkedReason.UnknownMessage));
        }
    }

    private async Task<int> PutOffAsync(IReadOnlyList<(InboxEntry Entry, Resolution Resolution)> waiting, CancellationToken cancellation)
    {
        var parked = 0;
        foreach (var group in waiting.GroupBy(each => (each.Entry.Attempts, Reason: each.Resolution.Unknown!)))
        {
            IReadOnlyList<long> ids = [.. group.Select(each => each.Entry.Id)];
            if (group.Key.Attempts >= Delays.Length)
            {
                await inbox.ParkAsync(ids, group.Key.Reason, cancellation);
                parked += ids.Count;
                continue;
            }

            await inbox.PostponeAsync(ids, clock.GetUtcNow() + Delays[group.Key.Attempts], group.Key.Reason, cancellation);
            await queue.RingLaterAsync(ids, Delays[group.Key.Attempts]);
        }

        return parked;
    }
}

public sealed record ApplyOutcome(int Applied, int PutOff, int Parked)
{
    internal ApplyOutcome And(ApplyOutcome other) => new(Applied + other.Applied, PutOff + other.PutOff, Parked + other.Parked);
}
