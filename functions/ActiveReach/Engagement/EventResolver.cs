using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Reports;
using ActiveReach.Engagement.Unsubscribing;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Inbox.Parked;
using ActiveReach.Replies;
using ActiveReach.TestSends;
using ActiveReach.Workspaces;

namespace ActiveReach.Engagement;

/// <summary>Finds what an event refers to, and does at once what must not wait for the ledger: consent and replies.</summary>
public sealed class EventResolver(
    IEnumerable<IProviderEventReader> readers, LedgerReports ledger, RunRecords runs, SuppressBounced bounced, SenderDirectory senders, HearReply hearReply,
    HearUnsubscribe hearUnsubscribe, HearTemplateReview hearReview)
{
    private readonly Dictionary<string, IProviderEventReader> readers = readers.ToDictionary(reader => reader.Source, StringComparer.Ordinal);

    public Task<Resolution> ResolveAsync(InboxEvent received, int attempts)
    {
        if (received.Source == Hit.Source)
            return Hit.Read(received.Payload.Span) is { } hit ? ResolveAsync(hit) : Task.FromResult(Resolution.WaitsFor(ParkedReason.Unreadable));
        if (!readers.TryGetValue(received.Source, out var reader))
            return Task.FromResult(Resolution.WaitsFor(ParkedReason.UnknownSource));
        return reader.Read(received.Payload, received.ReceivedAt) switch
        {
            MessageReport report => ResolveAsync(report),
            InboundText text => hearReply.HearAsync(text, attempts),
            TemplateReviewed review => ResolveAsync(review),
            _ => Task.FromResult(Resolution.Nothing),
        };
    }

    /// <summary>What an event says of a message that it names itself; null for whatever else, and for a bounce that a mailbox may be put on the
    /// suppression list for.</summary>
    public LedgerEvent? ReportOf(InboxEvent received)
    {
        if (received.Source == Hit.Source)
            return Hit.Read(received.Payload.Span) is { } hit ? ReportOf(hit) : null;
        return readers.TryGetValue(received.Source, out var reader) && reader.Read(received.Payload, received.ReceivedAt) is MessageReport { IsHardBounce: false } report
            && LedgerAddress.TryParse(report.Tag, out var address) && !TestMessage.IsAt(address)
            ? new LedgerEvent(address, report.Kind, report.At, report.Reason)
            : null;
    }

    private async Task<Resolution> ResolveAsync(MessageReport report)
    {
        if (LedgerAddress.TryParse(report.Tag, out var address))
            return TestMessage.IsAt(address) ? Resolution.Nothing : await ReportAsync(report, address);
        if (report.MessageId is null || report.Sender is null)
            return Resolution.WaitsFor(ParkedReason.NoReference);
        var workspaces = await senders.FindAsync(report.Channel, report.Sender);
        if (workspaces.Count == 0)
            return Resolution.WaitsFor(ParkedReason.UnknownSender);
        foreach (var workspace in workspaces)
        {
            if (await ledger.FindByMessageIdAsync(workspace, report.MessageId) is { } row)
                return await ReportAsync(report, row.Address);
        }

        return Resolution.WaitsFor(ParkedReason.UnknownMessage);
    }

    /// <summary>The answer to a submission may still be on its way to the store.</summary>
    private async Task<Resolution> ResolveAsync(TemplateReviewed review) =>
        await hearReview.HearAsync(review.Reference, review.IsApproved, review.Reason, review.At) ? Resolution.Nothing : Resolution.WaitsFor(ParkedReason.UnknownTemplate);

    private async Task<Resolution> ReportAsync(MessageReport report, LedgerAddress address)
    {
        if (report.IsHardBounce && await ledger.FindAsync(address) is { } row && await runs.FindAsync(address.Run) is { } run)
            await bounced.RunAsync(row, run.Workspace, report.Recipient, report.At);
        return Resolution.Of(new LedgerEvent(address, report.Kind, report.At, report.Reason));
    }

    private Task<Resolution> ResolveAsync(Hit hit) => hit.Kind switch
    {
        _ when TestMessage.IsAt(hit.Address) => Task.FromResult(Resolution.Nothing),
        HitKind.Unsubscribe or HitKind.UnsubscribeTopic or HitKind.Resubscribe or HitKind.ResubscribeTopic => hearUnsubscribe.HearAsync(hit),
        _ => Task.FromResult(Resolution.Of(ReportOf(hit)!)),
    };

    /// <summary>Null for a way out, and for a test.</summary>
    private static LedgerEvent? ReportOf(Hit hit) => hit.Kind switch
    {
        _ when TestMessage.IsAt(hit.Address) => null,
        HitKind.Unsubscribe or HitKind.UnsubscribeTopic or HitKind.Resubscribe or HitKind.ResubscribeTopic => null,
        HitKind.Click => new LedgerEvent(hit.Address, LedgerEventKind.Clicked, hit.At),
        HitKind.MachineClick => new LedgerEvent(hit.Address, LedgerEventKind.MachineClicked, hit.At, hit.Rule),
        HitKind.Fetch => new LedgerEvent(hit.Address, LedgerEventKind.Delivered, hit.At),
        HitKind.MachineOpen => new LedgerEvent(hit.Address, LedgerEventKind.MachineOpened, hit.At, hit.Rule),
        _ => new LedgerEvent(hit.Address, LedgerEventKind.Opened, hit.At),
    };
}
