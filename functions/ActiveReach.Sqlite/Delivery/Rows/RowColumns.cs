using System.Text.Json;
using ActiveReach.Delivery;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Rows;

/// <summary>A column of the ledger that changes in the life of a row.</summary>
internal sealed record RowColumn(string Name, Func<LedgerRow, LedgerRow, bool> IsSame, Action<Statement, int, LedgerRow> Bind)
{
    /// <summary>In no order that matters; a set of them is a bit each.</summary>
    public static readonly RowColumn[] All =
    [
        new("state", static (one, other) => one.State == other.State, static (to, index, row) => to.Bind(index, (int)row.State)),
        new("superseded", static (one, other) => one.IsSuperseded == other.IsSuperseded, static (to, index, row) => to.Bind(index, row.IsSuperseded)),
        Text("variant", static row => row.Variant),
        Text("sender", static row => row.Sender),
        Text("reason", static row => row.Reason),
        Text("rule", static row => row.Rule),
        Time("first_sent_at", static row => row.FirstSentAt),
        Time("handed_at", static row => row.HandedAt),
        Text("message_id", static row => row.MessageId),
        Time("delivered_at", static row => row.DeliveredAt),
        Time("opened_at", static row => row.OpenedAt),
        Time("machine_opened_at", static row => row.MachineOpenedAt),
        Text("machine_open_rule", static row => row.MachineOpenRule),
        Time("clicked_at", static row => row.ClickedAt),
        Time("machine_clicked_at", static row => row.MachineClickedAt),
        Text("machine_click_rule", static row => row.MachineClickRule),
        Time("replied_at", static row => row.RepliedAt),
        Time("opted_out_at", static row => row.OptedOutAt),
        Time("held_at", static row => row.HeldAt),
        new("attempts", static (one, other) => ReferenceEquals(one.Attempts, other.Attempts), static (to, index, row) => to.Bind(index, AttemptsOf(row))),
    ];

    public static string? AttemptsOf(LedgerRow row) => row.Attempts.Count == 0 ? null : JsonSerializer.Serialize(row.Attempts);

    private static RowColumn Text(string name, Func<LedgerRow, string?> value) =>
        new(name, (one, other) => string.Equals(value(one), value(other), StringComparison.Ordinal), (to, index, row) => to.Bind(index, value(row)));

    private static RowColumn Time(string name, Func<LedgerRow, DateTimeOffset?> value) =>
        new(name, (one, other) => value(one) == value(other), (to, index, row) => to.Bind(index, value(row)));
}
