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
        var wanted = batch.Doubtful.Concat(batch.Fresh).SelectMany(each => each.Message.Attachments).Select(attachment => attachment.MediaId).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0 || files is null)
            return batch;
        var found = new Dictionary<string, AttachedFile>(StringComparer.Ordinal);
        foreach (var id in wanted)
        {
            if (await files.FindAsync(workspace, id, cancellation) is { } file)
                found[id] = file;
        }

        var now = Milliseconds.Floor(clock.GetUtcNow());
        var gone = batch.Doubtful.Where(each => !HasAll(each.Message)).Select(each => new RowOutcome(each.Row, RowResult.Uncertain, now))
            .Concat(batch.Fresh.Where(each => !HasAll(each.Message)).Select(each => new RowOutcome(each.Row, RowResult.Skipped, now, SkipReason.RenderFailed, Rule: "attachments")));
        return batch with { Doubtful = [.. Attached(batch.Doubtful)], Fresh = [.. Attached(batch.Fresh)], Outcomes = [.. batch.Outcomes, .. gone] };

        bool HasAll(OutgoingMessage message) => message.Attachments.All(attachment => found.ContainsKey(attachment.MediaId));

        IEnumerable<Outgoing> Attached(IReadOnlyList<Outgoing> messages) => messages.Where(each => HasAll(each.Message))
            .Select(each => each with { Message = each.Message with { Attachments = [.. each.Message.Attachments.Select(attachment => attachment with { File = found[attachment.MediaId] })] } });
    }
}
