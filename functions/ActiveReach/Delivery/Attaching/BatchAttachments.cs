using ActiveReach.Channels;
using ActiveReach.Channels.Attached;
using ActiveReach.Consent;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Sending;
using ActiveReach.Media.Attached;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Attaching;

/// <summary>The files that go with the mails of a batch, each read once for all of them.</summary>
internal sealed class BatchAttachments(AttachedFiles? files, TimeProvider clock)
{
    /// <summary>Bytes of attachments that the calls of a batch have on their way at once: a line may be slow, and a call has only so long.</summary>
    private const long MostOnTheirWay = 16_000_000;

    /// <summary>How many of so many calls may be made at once.</summary>
    public static int CallsAtOnce(IReadOnlyList<Outgoing> messages, int calls)
    {
        var largest = messages.Count == 0 ? 0 : messages.Max(each => each.Message.Attachments.Sum(attachment => attachment.File?.Length ?? 0));
        return largest == 0 ? calls : (int)Math.Clamp(MostOnTheirWay / largest, 1, calls);
    }

    /// <summary>The batch with the bytes of what its mails carry. A mail without a file that it should have is not sent: it is skipped, or unknown where it was in doubt.</summary>
    public async Task<RenderedBatch> AttachAsync(WorkspaceId workspace, RenderedBatch batch, CancellationToken cancellation)
    {
        if (files is null || batch.Doubtful.Concat(batch.Fresh).All(each => each.Message.Attachments.Count == 0))
            return batch;
        var (doubtful, fresh) = (await AttachAsync(batch.Doubtful), await AttachAsync(batch.Fresh));
        var now = Milliseconds.Floor(clock.GetUtcNow());
        var gone = doubtful.Gone.Select(row => new RowOutcome(row, RowResult.Uncertain, now)).Concat(fresh.Gone.Select(row => new RowOutcome(row, RowResult.Skipped, now, SkipReason.RenderFailed, Rule: "attachments")));
        return batch with { Doubtful = doubtful.Whole, Fresh = fresh.Whole, Outcomes = [.. batch.Outcomes, .. gone] };

        async Task<(IReadOnlyList<Outgoing> Whole, IEnumerable<int> Gone)> AttachAsync(IReadOnlyList<Outgoing> some)
        {
            var attached = some.Zip(await files.AttachAsync(workspace, [.. some.Select(each => each.Message)], cancellation)).ToList();
            return ([.. attached.Where(each => each.Second is not null).Select(each => each.First with { Message = each.Second! })], attached.Where(each => each.Second is null).Select(each => each.First.Row));
        }
    }
}
