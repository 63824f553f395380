using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Fallback;

/// <summary>Who is to be tried on their next channel.</summary>
/// <param name="Channels">Channels that have a next one.</param>
/// <param name="Reporting">Those of them whose provider reports every delivery.</param>
/// <param name="ReportedBy">A message handed over at or before this time should have been reported by now.</param>
internal sealed record FallbackTerms(ChannelSet Channels, ChannelSet Reporting, DateTimeOffset ReportedBy)
{
    /// <summary>Instead of the next channel they get the same one again, later: those who had enough marketing there for a day, once.</summary>
    public bool AreForSecondTries { get; init; }

    /// <summary>It failed for good, a cap or the end of a conversation kept it back, or its report did not come in time.</summary>
    public bool AreMetBy(LedgerGroup group, LedgerRow row) => !row.IsSuperseded && Channels.Contains(row.Channel) && row.State switch
    {
        LedgerState.Failed when AreForSecondTries => row.Reason == PersonCap.Reason && !group.IsSecondTry(row),
        _ when AreForSecondTries => false,
        LedgerState.Bounced or LedgerState.Failed => true,
        LedgerState.Skipped => row.Reason is SkipReason.FrequencyCap or SkipReason.OutsideSession,
        LedgerState.Handed or LedgerState.Uncertain => Reporting.Contains(row.Channel) && (row.HandedAt ?? row.FirstSentAt) <= ReportedBy,
        _ => false,
    };
}

/// <summary>Adds the batches of a fallback wave, each made from one batch of its shard: new rows, the rows that they take over from and
/// the home rows of both are one write.</summary>
internal sealed class FallbackWave(ILedger ledger, Run run, int wave, FallbackTerms terms)
{
    /// <summary>People of a write: a new row each, the one before it and a home row, with the heads and sums of three batches.</summary>
    private const int MostAtOnce = 30;

    private const int BatchesAPage = 200;

    private readonly Dictionary<(int Shard, Channel Channel), int> next = [];

    public async Task LearnNumbersAsync(int shard, CancellationToken cancellation)
    {
        var (after, last) = (BatchNumber.LastUnsentOf(Stage.Wave(wave)), BatchNumber.LastOf(Stage.Wave(wave)));
        while ((await ledger.BatchesAfterAsync(run.Id, shard, after, BatchesAPage, cancellation)).Where(number => number <= last).ToList() is { Count: > 0 } page)
        {
            foreach (var number in page)
                next[(shard, number.Channel)] = number.Sequence + 1;
            after = page[^1];
        }
    }

    /// <summary>The batches of the shard that were sent before this wave.</summary>
    public async IAsyncEnumerable<BatchNumber> FormerAsync(int shard, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        BatchNumber? after = null;
        var last = BatchNumber.LastOf(Stage.Wave(wave) - 1);
        while ((await ledger.BatchesAfterAsync(run.Id, shard, after, BatchesAPage, cancellation)).Where(number => number <= last).ToList() is { Count: > 0 } page)
        {
            foreach (var number in page.Where(number => number.IsSent))
                yield return number;
            after = page[^1];
        }
    }

    /// <summary>Tries those of a batch again who are to be, on the channel that <paramref name="choose"/> gives for them.</summary>
    public async Task RepeatAsync(
        GroupScope scope, Func<IReadOnlyList<LedgerRow>, Task<IReadOnlyDictionary<int, (Channel Channel, ReachDecision Decision, Recipient Recipient)>>> choose, CancellationToken cancellation)
    {
        if (await ledger.ReadAsync(scope, cancellation) is not { } group)
            return;
        var candidates = group.Rows.Where(row => terms.AreMetBy(group, row)).ToList();
        if (candidates.Count == 0)
            return;
        var choices = await choose(candidates);
        var chosen = candidates.Where(row => choices.ContainsKey(row.Address.Row)).GroupBy(row => (choices[row.Address.Row].Channel, NotBefore: PlanWriter.HourOf(choices[row.Address.Row].Decision)));
        foreach (var some in chosen)
        {
            foreach (var part in some.Chunk(MostAtOnce))
                await AddAsync(scope, some.Key.Channel, some.Key.NotBefore, part, choices, cancellation);
        }
    }

    private async Task AddAsync(
        GroupScope scope, Channel channel, DateTimeOffset? notBefore, LedgerRow[] part,
        IReadOnlyDictionary<int, (Channel Channel, ReachDecision Decision, Recipient Recipient)> choices, CancellationToken cancellation)
    {
        var sequence = next.GetValueOrDefault((scope.Shard, channel));
        next[(scope.Shard, channel)] = sequence + 1;
        var number = BatchNumber.Of(Stage.Wave(wave), channel, sequence);
        var rows = new List<LedgerRow>();
        foreach (var former in part)
        {
            var (_, decision, recipient) = choices[former.Address.Row];
            rows.Add(new LedgerRow
            {
                Address = number.Row(run.Id, scope.Shard, rows.Count),
                Campaign = run.Campaign,
                Contact = former.Contact,
                Occurrence = former.Occurrence,
                Channel = channel,
                State = LedgerState.Planned,
                Home = former.Home ?? former.Place,
                Variant = former.Variant,
                Outlet = former.Outlet,
                Reason = decision.Reason,
                Rule = decision.Rule,
                AddressKey = terms.AreForSecondTries ? former.AddressKey : recipient.AddressOn(channel) is { } address ? AddressKey.Of(run.Workspace, channel, address) : null,
            });
        }

        var batch = new NewBatch(number, terms.AreForSecondTries ? rows : await YieldAsync(rows, cancellation), notBefore);
        await ledger.ChangeAsync(scope, now =>
        {
            // What a report has settled meanwhile is not tried again; then nothing is, and the batch is looked at anew.
            if (!part.All(former => now.Find(former.Address.Row) is { } row && terms.AreMetBy(now, row)))
                return false;
            foreach (var (former, row) in part.Zip(batch.Rows))
                now.Supersede(former.Address.Row, row.AsAttempt());
            now.Add(batch);
            return true;
        }, cancellation);
    }

    /// <summary>Whose address on the channel is somebody else's in this run is not sent to there.</summary>
    private async Task<IReadOnlyList<LedgerRow>> YieldAsync(List<LedgerRow> rows, CancellationToken cancellation)
    {
        var claims = rows.Where(row => row.AddressKey is not null).Select(row => new AddressClaim(row.AddressKey!.Value, row.Contact, row.Address, row.Occurrence)).ToList();
        var holders = claims.Count == 0 ? [] : await ledger.ClaimAddressesAsync(run.Id, claims, cancellation);
        var taken = new Dictionary<LedgerAddress, ContactId>();
        foreach (var (claim, holder) in claims.Zip(holders))
        {
            if (!await IsOwnAsync(claim, holder, cancellation))
                taken[claim.Row] = holder.Contact;
        }

        return [.. rows.Select(row => taken.TryGetValue(row.Address, out var holder) ? row with { State = LedgerState.Skipped, Reason = SkipReason.DuplicateAddress, Rule = holder.ToString() } : row)];
    }

    /// <summary>Also a claim for a row that a crash kept from being written; not one for another message to the same contact, who was two people
    /// before a merge.</summary>
    private async Task<bool> IsOwnAsync(AddressClaim claim, AddressClaim holder, CancellationToken cancellation)
    {
        if (holder.Row == claim.Row)
            return true;
        var isOfThisBatch = (holder.Row.Shard, holder.Row.Batch) == (claim.Row.Shard, claim.Row.Batch);
        return holder.Contact == claim.Contact && !isOfThisBatch && (await ledger.FindAsync(holder.Row, cancellation))?.Contact != claim.Contact;
    }
}
