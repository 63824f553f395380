using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Entries;
using ActiveReach.Outlets;
using ActiveReach.Providers;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Sending;

/// <summary>The messages of a claimed batch, and the rows that get none.</summary>
/// <param name="Doubtful">Messages whose first call was never answered; to be repeated one by one, with the same key and time.</param>
/// <param name="Fresh">Messages that no call has carried yet.</param>
/// <param name="Outcomes">Rows that are settled, or deferred, without a call.</param>
/// <param name="DeferredUntil">When the first of the rows that wait for their hour may go; null when none does.</param>
internal sealed record RenderedBatch(IReadOnlyList<Outgoing> Doubtful, IReadOnlyList<Outgoing> Fresh, IReadOnlyList<RowOutcome> Outcomes, DateTimeOffset? DeferredUntil)
{
    /// <summary>More messages wait than the permit lets go.</summary>
    public bool IsCut { get; init; }
}

/// <summary>Asks again, after the claim, whether each contact may be reached, and renders what is to be sent.</summary>
internal sealed class BatchRendering(IAudienceReader audiences, IMessageComposer composer, OutletDirectories outlets, SuppressedAddresses suppressions, ILedger ledger, OutletVerdicts verdicts, IEntries? entries, FreeTexts? freeTexts, TimeProvider clock)
{
    public async Task<RenderedBatch> RenderAsync(
        Run run, Workspace workspace, Claim claim, IReadOnlyList<ClaimedRow> rows, ChannelTaker taker, CancellationToken cancellation)
    {
        var recipients = await audiences.ReadAsync(run.Workspace, [.. rows.Select(row => row.Contact)], cancellation);
        var said = run.Day is null ? null : await SaidAsync(run, rows, cancellation);
        var suppressed = await suppressions.AsOfNowAsync(run.Workspace, cancellation);
        var now = Milliseconds.Floor(clock.GetUtcNow());
        var doubtful = new List<Outgoing>();
        var fresh = new List<Outgoing>(rows.Count);
        var outcomes = new List<RowOutcome>();
        var moved = new List<AddressClaim>();
        var terms = ReachTerms.Of(run.Definition.Topic, run.Definition.QuietHours, workspace, await outlets.OfAsync(run.Workspace, cancellation));
        if (freeTexts is not null)
            terms = await freeTexts.ForAsync(terms, run.Definition, workspace, recipients.Values, cancellation);
        var winners = run.Definition.DecidesByOutlet && rows.Any(row => row.Variant is null) ? await verdicts.WinnersAsync(run, cancellation) : null;
        DateTimeOffset? deferredUntil = null;
        foreach (var row in rows)
        {
            var variant = row.Variant ?? (winners is null ? run.Winner : winners.GetValueOrDefault(row.Outlet ?? OutletVerdict.NoOutlet))
                ?? throw new InvalidOperationException($"Batch {claim.Batch.Value} of run '{run.Id}' waits for a winner that has not been chosen.");
            var message = Compose(row, variant, out var decision);
            long? key = message is null ? null : AddressKey.Of(run.Workspace, claim.Batch.Channel, message.To);
            if (row.FirstSentAt is { } first)
            {
                // It may have been sent already: what can't be repeated is not skipped but stays unknown until a report comes.
                // Repeated to another address, or by another account, it would be another message.
                if (message is null || now - first >= taker.Provider.RepeatWindow || first < taker.Since || (row.AddressKey is not null && row.AddressKey != key))
                    outcomes.Add(new RowOutcome(row.Row, RowResult.Uncertain, now, MessageId: first < taker.Since ? null : taker.Provider.IdOf(claim.Row(row.Row).ToString(), first)));
                else
                    doubtful.Add(new Outgoing(row.Row, row.Contact, variant, key!.Value, true, message with { FirstSentAt = first }));
            }
            else if (decision.NotBefore is { } hour)
            {
                outcomes.Add(new RowOutcome(row.Row, RowResult.Deferred, now, decision.Reason, Rule: decision.Rule));
                deferredUntil = deferredUntil < hour ? deferredUntil : hour;
            }
            else if (message is null)
            {
                outcomes.Add(new RowOutcome(row.Row, RowResult.Skipped, now, decision.Reason, Rule: decision.Rule));
            }
            else
            {
                fresh.Add(new Outgoing(row.Row, row.Contact, variant, key!.Value, false, message));
                if (key != row.AddressKey)
                    moved.Add(new AddressClaim(key.Value, row.Contact, claim.Row(row.Row), row.Occurrence));
            }
        }

        await YieldToHoldersAsync();
        return new RenderedBatch(doubtful, fresh, outcomes, deferredUntil);

        // Whose address is another than when it was planned claims that one anew: it may be somebody else's in this run, or that of another message to the
        // same contact, who was two people before a merge.
        async Task YieldToHoldersAsync()
        {
            if (moved.Count == 0)
                return;
            var holders = await ledger.ClaimAddressesAsync(run.Id, moved, cancellation);
            foreach (var (claimed, holder) in moved.Zip(holders).Where(each => each.First.Row != each.Second.Row))
            {
                fresh.RemoveAll(each => each.Row == claimed.Row.Row);
                outcomes.Add(new RowOutcome(claimed.Row.Row, RowResult.Skipped, now, SkipReason.DuplicateAddress, Rule: holder.Contact.ToString()));
            }
        }

        OutgoingMessage? Compose(ClaimedRow row, string variant, out ReachDecision decision)
        {
            if (!recipients.TryGetValue(row.Contact, out var recipient))
            {
                decision = new ReachDecision(SkipReason.ContactGone);
                return null;
            }

            if (said is not null && said.TryGetValue(row.Occurrence, out var content))
                recipient = recipient with { Event = EventFields.Read(content) };

            // The list itself is asked, for what a contact is marked with may come after it.
            if (recipient.AddressOn(claim.Batch.Channel) is { } address && suppressed.Holds(address, claim.Batch.Channel))
                recipient = recipient with { SuppressedChannels = recipient.SuppressedChannels.Add(claim.Batch.Channel) };
            decision = MayReach.Decide(recipient, claim.Batch.Channel, terms, now);
            if (!decision.IsAllowed)
                return null;
            try
            {
                var composed = composer.Compose(run, claim.Row(row.Row), variant, claim.Batch.Channel, recipient, workspace);
                decision = composed.Message is null ? new ReachDecision(composed.Refusal ?? SkipReason.RenderFailed, composed.At) : default;
                return composed.Message;
            }
            catch (Exception)
            {
                // One contact's fields must not stop the other 96.
                decision = new ReachDecision(SkipReason.RenderFailed);
                return null;
            }
        }
    }

    /// <summary>What the entries say that the rows are for.</summary>
    private async Task<Dictionary<string, string?>> SaidAsync(Run run, IReadOnlyList<ClaimedRow> rows, CancellationToken cancellation)
    {
        var keys = rows.Select(row => EntryKey.TryParse(row.Occurrence, out var key) ? key : (EntryKey?)null).OfType<EntryKey>().ToList();
        var found = entries is null ? [] : await entries.FindAsync(run.Campaign, keys, cancellation);
        return found.ToDictionary(entry => entry.Key.ToString(), entry => entry.Content, StringComparer.Ordinal);
    }
}
