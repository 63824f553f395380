using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery.Attaching;
using ActiveReach.Delivery.Claims;
using ActiveReach.Values;

namespace ActiveReach.Delivery.Sending;

/// <summary>How the sending of a claimed batch ended.</summary>
/// <param name="Outcomes">Not recorded yet.</param>
/// <param name="Delay">When to come back for the rows left; null when none is left but those that wait for their hour, or the run was stopped.</param>
/// <param name="DeferredUntil">When the first row that waits for its hour may go; null when none does, or the run was stopped.</param>
/// <param name="Met">What made it come back.</param>
internal readonly record struct SendingEnd(
    IReadOnlyList<RowOutcome> Outcomes, TimeSpan? Delay, DateTimeOffset? DeferredUntil = null, Hindrance? Met = null)
{
    /// <summary>Nothing is left but rows whose hour has not come.</summary>
    public bool WaitsForItsHour => Delay is null && DeferredUntil is not null;
}

/// <summary>Sends the messages of a claimed batch in windows. Before each window its rows are committed as calling, together
/// with the outcomes of the window before, so never more than one window is in doubt after a crash; and that commit is where a
/// pause or cancel stops the batch.</summary>
internal sealed class BatchSending(
    SendLedger ledger, IChannelProvider provider, BatchCalls calls, BatchTrace trace, BatchWork work, DeliveryOptions options, TimeProvider clock)
{
    public async Task<SendingEnd> SendAsync(Run run, Claim claim, RenderedBatch batch, Clearance clearance, CancellationToken cancellation)
    {
        var outcomes = batch.Outcomes;
        var left = clearance.Granted;
        var cut = new SendingEnd([], clearance.RetryAfter, Met: clearance.Hindrance);

        // In doubt: one message a call, so that a message that makes its call fail is alone with it.
        foreach (var (messages, messagesPerCall) in new[] { (batch.Doubtful, 1), (batch.Fresh, provider.MessagesPerCall) })
        {
            foreach (var wanted in calls.Split(messages, messagesPerCall).Chunk(BatchAttachments.CallsAtOnce(messages, Math.Min(provider.Concurrency, options.Concurrency))))
            {
                var window = wanted.SelectMany(call => call).Take(left).ToArray();
                if (window.Length == 0)
                    return cut with { Outcomes = outcomes };
                left -= window.Length;

                // What the last calls were answered goes to the ledger, also when the app stops; the rest comes back.
                if (cancellation.IsCancellationRequested)
                    return new SendingEnd(outcomes, TimeSpan.Zero);
                if (calls.ClosedFor(window) is var wait && wait > TimeSpan.Zero)
                    return new SendingEnd(outcomes, wait, Met: Hindrance.Limit);
                var now = Milliseconds.Floor(clock.GetUtcNow());
                if (clearance.LapsesAt < now)
                    return new SendingEnd(outcomes, TimeSpan.Zero);
                var isOn = await ledger.MarkCallingAsync(claim, new CallingRows(Array.ConvertAll(window, each => each.Row), now, Array.ConvertAll(window, each => each.Variant), Array.ConvertAll(window, each => each.Message.From)), outcomes, CancellationToken.None);
                work.Record(outcomes);
                if (!isOn)
                    return new SendingEnd([], null);

                trace.Begin(window, now);
                var stamped = Array.ConvertAll(window, each => each.IsInDoubt ? each : each with { Message = each.Message with { FirstSentAt = now } });
                var result = await calls.SendAsync(stamped, messagesPerCall, cancellation);
                outcomes = result.Outcomes;
                trace.Unsent.UnionWith(outcomes.Where(outcome => outcome.Result is RowResult.Failed or RowResult.Planned).Select(outcome => outcome.Row));
                if (result.RetryAfter is { } asked)
                    return new SendingEnd(outcomes, asked, Met: Hindrance.Limit);
                if (result.Unanswered > 0)
                    return new SendingEnd(outcomes, UntilRepeat(stamped, now), Met: Hindrance.Silence);
                if (window.Length < wanted.Sum(call => call.Length))
                    return cut with { Outcomes = outcomes };
            }
        }

        return batch.IsCut ? cut with { Outcomes = outcomes, DeferredUntil = batch.DeferredUntil } : new SendingEnd(outcomes, null, batch.DeferredUntil);
    }

    /// <summary>Unanswered calls are repeated at growing distance from the first try. Where the provider forgets their key before
    /// the next repeat, the batch comes back just then, to settle them as uncertain.</summary>
    private TimeSpan UntilRepeat(Outgoing[] window, DateTimeOffset now)
    {
        var age = now - window.Min(each => each.Message.FirstSentAt);
        var wait = TimeSpan.FromTicks(Math.Clamp(age.Ticks, TimeSpan.TicksPerSecond, TimeSpan.TicksPerMinute));
        var rest = provider.RepeatWindow - age;
        return rest > TimeSpan.Zero && rest < wait + TimeSpan.FromSeconds(5) ? rest : wait;
    }
}
