using ActiveReach.Delivery;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Figures;

/// <summary>Adds up the rows of a scan for one group.</summary>
internal sealed class FigureTally
{
    private readonly long[] byState = new long[(int)LedgerState.Uncertain + 1];
    private readonly long[] counts = new long[12];
    private long refused;
    private readonly SortedDictionary<string, long> skipped = new(StringComparer.Ordinal);

    public void Add(Statement row)
    {
        var state = row.GetInt32(1);
        var contacts = row.GetInt64(3);
        byState[state] += contacts;
        for (var column = 0; column < counts.Length; column++)
            counts[column] += row.GetInt64(3 + column);
        if (state == (int)LedgerState.Failed)
            refused += contacts - row.GetInt64(4);
        if (state == (int)LedgerState.Skipped)
        {
            var reason = row.GetNullableString(2) ?? "unknown";
            skipped[reason] = skipped.GetValueOrDefault(reason) + contacts;
        }
    }

    public LedgerFigures Figures(string group) => new()
    {
        Group = group,
        Recipients = counts[0],
        Sent = counts[1],
        Delivered = Of(LedgerState.Delivered),
        Bounced = Of(LedgerState.Bounced),
        Failed = Of(LedgerState.Failed),
        Pending = Of(LedgerState.Planned) + Of(LedgerState.Calling) + Of(LedgerState.Handed) + Of(LedgerState.Uncertain),
        Uncertain = Of(LedgerState.Uncertain),
        Skipped = skipped,
        Opened = counts[2],
        MachineOpened = counts[3],
        Clicked = counts[4],
        MachineClicked = counts[5],
        Replied = counts[6],
        OptedOut = counts[7],
        Openable = counts[8],
        Answerable = counts[9],
        Ignored = counts[10],
        Converted = counts[11],
        Attempted = counts[1] + refused,
    };

    private long Of(LedgerState state) => byState[(int)state];
}
