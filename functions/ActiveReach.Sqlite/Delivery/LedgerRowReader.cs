using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>Reads whole rows of the ledger, with what their run and batch say of them.</summary>
internal static class LedgerRowReader
{
    /// <summary>To be followed by a condition on <c>l</c> (row), <c>r</c> (run) or <c>b</c> (batch).</summary>
    public const string Select = """
        SELECT r.run, l.shard, l.batch, l.row, r.campaign, l.contact, l.channel, l.state, l.variant, b.outlet, l.reason,
            coalesce(l.message_id, CASE WHEN l.handed_at IS NOT NULL THEN r.run || ':' || l.shard || ':' || l.batch || ':' || l.row END),
            l.handed_at, l.delivered_at, l.opened_at, l.clicked_at, l.replied_at, l.rule,
            l.opted_out_at, l.held_at, l.machine_opened_at, l.machine_open_rule, l.machine_clicked_at, l.machine_click_rule
        FROM ledger AS l JOIN ledger_runs AS r ON r.key = l.run
        JOIN ledger_batches AS b ON b.run = l.run AND b.shard = l.shard AND b.batch = l.batch
        """;

    public static LedgerRow Read(Statement row) => new()
    {
        Address = new LedgerAddress(new RunId(row.GetString(0)), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)),
        Campaign = new CampaignId(row.GetString(4)),
        Contact = new ContactId(row.GetInt64(5)),
        Channel = row.GetChannel(6),
        State = (LedgerState)row.GetInt32(7),
        Variant = row.GetNullableString(8),
        Outlet = row.GetNullableString(9),
        Reason = row.GetNullableString(10),
        MessageId = row.GetNullableString(11),
        HandedAt = row.GetNullableTime(12),
        DeliveredAt = row.GetNullableTime(13),
        OpenedAt = row.GetNullableTime(14),
        ClickedAt = row.GetNullableTime(15),
        RepliedAt = row.GetNullableTime(16),
        Rule = row.GetNullableString(17),
        OptedOutAt = row.GetNullableTime(18),
        HeldAt = row.GetNullableTime(19),
        MachineOpenedAt = row.GetNullableTime(20),
        MachineOpenRule = row.GetNullableString(21),
        MachineClickedAt = row.GetNullableTime(22),
        MachineClickRule = row.GetNullableString(23),
    };
}
