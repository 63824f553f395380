using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Planning;

/// <summary>Gives rows their places: fills one open batch for each stage, channel, outlet and hour, and hands out numbers in order.
/// What it does follows from the state it was opened with and the rows alone, so a chunk that is planned again lands in the
/// same places.</summary>
internal sealed class PlanWriter
{
    private readonly RunId run;
    private readonly int wave;
    private readonly Dictionary<(int Stage, Channel? Channel, string? Outlet, DateTimeOffset? NotBefore), PlannedBatch> open = [];
    private readonly Dictionary<(int Stage, Channel? Channel), int> next = [];
    private readonly Dictionary<int, PlannedBatch> touched = [];
    private List<PlannedRow> rows = [];
    private List<LedgerAddress> superseded = [];
    private long cursor;

    public PlanWriter(RunId run, int wave, PlanState state)
    {
        this.run = run;
        this.wave = wave;
        cursor = state.Cursor;
        foreach (var batch in state.Batches)
        {
            Channel? channel = batch.Number.IsSent ? batch.Number.Channel : null;
            var sequence = (batch.Number.Stage, channel);
            next[sequence] = Math.Max(next.GetValueOrDefault(sequence), batch.Number.Sequence + 1);
            if (batch.Rows < BatchNumber.MostRows)
                open[(batch.Number.Stage, channel, batch.Outlet, batch.NotBefore)] = batch;
        }
    }

    public long Planned { get; private set; }

    public long Skipped { get; private set; }

    /// <param name="decision">Allows the contact to be reached, now or at a later hour.</param>
    public void Send(int stage, Channel channel, Recipient recipient, string? variant, ReachDecision decision) =>
        Send(stage, channel, recipient.Id, recipient.Outlet, variant, decision);

    public void Send(int stage, Channel channel, ContactId contact, string? outlet, string? variant, ReachDecision decision = default)
    {
        var (batch, row) = Place(stage, channel, outlet, decision.NotBefore is { } hour ? WholeMinute(hour) : null);
        rows.Add(new PlannedRow(batch, row, contact, channel, variant, null, decision.Rule));
        Planned++;
    }

    /// <summary>Records somebody who is not sent to; <paramref name="channel"/> is the one that the reason is about.</summary>
    public void Skip(int stage, Channel channel, Recipient recipient, string reason)
    {
        var (batch, row) = Place(stage, null, recipient.Outlet, null);
        rows.Add(new PlannedRow(batch, row, recipient.Id, channel, null, reason));
        Skipped++;
    }

    public void Supersede(LedgerAddress address) => superseded.Add(address);

    /// <summary>Everything since the last chunk.</summary>
    public PlanChunk Take(long to)
    {
        rows.Sort(static (left, right) =>
        {
            var byShard = left.Batch.Shard.CompareTo(right.Batch.Shard);
            if (byShard != 0)
                return byShard;
            var byBatch = left.Batch.CompareTo(right.Batch);
            return byBatch != 0 ? byBatch : left.Row.CompareTo(right.Row);
        });
        var chunk = new PlanChunk(run, wave, cursor, to, rows, [.. touched.Values], superseded);
        cursor = to;
        touched.Clear();
        rows = new List<PlannedRow>(rows.Count);
        superseded = [];
        return chunk;
    }

    private (BatchNumber Batch, int Row) Place(int stage, Channel? channel, string? outlet, DateTimeOffset? notBefore)
    {
        var key = (stage, channel, outlet, notBefore);
        if (!open.TryGetValue(key, out var batch))
        {
            var sequence = next.GetValueOrDefault((stage, channel));
            next[(stage, channel)] = sequence + 1;
            batch = new PlannedBatch(BatchNumber.Of(stage, channel, sequence), outlet, 0, notBefore);
        }

        var row = batch.Rows;
        batch = batch with { Rows = row + 1 };
        touched[batch.Number.Value] = batch;
        if (batch.Rows == BatchNumber.MostRows)
            open.Remove(key);
        else
            open[key] = batch;
        return (batch.Number, row);
    }

    private static DateTimeOffset WholeMinute(DateTimeOffset hour) =>
        new((hour.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
