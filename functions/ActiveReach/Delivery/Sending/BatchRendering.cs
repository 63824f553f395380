using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Messages;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Sending;

/// <summary>The messages of a claimed batch, and the rows that get none.</summary>
/// <param name="Doubtful">Messages whose first call was never answered; to be repeated one by one, with the same key and time.</param>
/// <param name="Fresh">Messages that no call has carried yet.</param>
/// <param name="Outcomes">Rows that are settled without a call.</param>
internal sealed record RenderedBatch(IReadOnlyList<Outgoing> Doubtful, IReadOnlyList<Outgoing> Fresh, List<RowOutcome> Outcomes);

/// <summary>Asks again, after the claim, whether each contact may be reached, and renders what is to be sent.</summary>
internal sealed class BatchRendering(IAudienceReader audiences, IMessageComposer composer, TimeProvider clock)
{
    public async Task<RenderedBatch> RenderAsync(
        Run run, Workspace workspace, Claim claim, IReadOnlyList<ClaimedRow> rows, IChannelProvider provider, CancellationToken cancellation)
    {
        var recipients = await audiences.ReadAsync(run.Workspace, [.. rows.Select(row => row.Contact)], cancellation);
        var now = Milliseconds.Floor(clock.GetUtcNow());
        var doubtful = new List<Outgoing>();
        var fresh = new List<Outgoing>(rows.Count);
        var outcomes = new List<RowOutcome>();
        foreach (var row in rows)
        {
            var variant = row.Variant ?? run.Winner
                ?? throw new InvalidOperationException($"Batch {claim.Batch.Value} of run '{run.Id}' waits for a winner that has not been chosen.");
            var message = Compose(row, variant, out var refusal);
            if (row.FirstSentAt is { } first)
            {
                // It may have been sent already: what can't be repeated is not skipped but stays unknown until a report comes.
                if (message is null || now - first >= provider.RepeatWindow)
                    outcomes.Add(new RowOutcome(row.Row, RowResult.Uncertain, now));
                else
                    doubtful.Add(new Outgoing(row.Row, true, message with { FirstSentAt = first }));
            }
            else if (message is null)
            {
                outcomes.Add(new RowOutcome(row.Row, RowResult.Skipped, now, refusal));
            }
            else
            {
                fresh.Add(new Outgoing(row.Row, false, message));
            }
        }

        return new RenderedBatch(doubtful, fresh, outcomes);

        OutgoingMessage? Compose(ClaimedRow row, string variant, out string? refusal)
        {
            if (!recipients.TryGetValue(row.Contact, out var recipient))
            {
                refusal = SkipReason.ContactGone;
                return null;
            }

            refusal = MayReach.Refusal(recipient, claim.Batch.Channel);
            if (refusal is not null)
                return null;
            try
            {
                var composed = composer.Compose(run, claim.Batch.Row(run.Id, row.Row), variant, claim.Batch.Channel, recipient, workspace);
                refusal = composed.Refusal ?? SkipReason.RenderFailed;
                return composed.Message;
            }
            catch (Exception)
            {
                // One contact's fields must not stop the other 97.
                refusal = SkipReason.RenderFailed;
                return null;
            }
        }
    }
}
