using ActiveReach.Consent.Reviews;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Reports;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

/// <summary>Makes of a request to stop what somebody has decided that it is: an opt-out, or a reply like others. Only then it counts in the
/// figures of the campaign that it answers. Doing it again changes nothing.</summary>
public sealed class SettleReply(IReplyStore replies, LedgerReports ledger)
{
    public async Task RunAsync(WorkspaceId workspace, ConsentReview review, CancellationToken cancellation = default)
    {
        if (review.Decision is not { } decision || await replies.FindAsync(workspace, review.Reply, cancellation) is not { } reply)
            return;
        var kind = decision is ReviewDecision.Keep ? ReplyKind.Reply : ReplyKind.OptOut;
        await replies.SetKindAsync(workspace, reply.Id, kind, cancellation);
        if (reply is { Run: { } run, Contact: { } contact } && HearReply.FigureOf(kind) is { } figure
            && await ledger.FindOpenAsync(workspace, contact, HearReply.AnsweredFrom(reply.Channel), reply.At, cancellation: cancellation) is { } answered && answered.Address.Run == run)
            await ledger.RecordAsync([new LedgerEvent(answered.Address, figure, reply.At)], cancellation);
    }
}
