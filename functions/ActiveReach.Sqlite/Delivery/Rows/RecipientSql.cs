using ActiveReach.Delivery;

namespace ActiveReach.Sqlite.Delivery.Rows;

/// <summary>Which row of a run (?1) tells of a contact that it did something: one row a contact. ?2 = whether the reply window of the run is over.</summary>
internal static class RecipientSql
{
    private const string IsEarlier = "(o.shard, o.batch, o.row) < (l.shard, l.batch, l.row)";

    /// <param name="many">Whether contacts of the run may have several rows.</param>
    public static string Condition(RecipientAction action, bool many) => action switch
    {
        RecipientAction.All => "l.superseded = 0",
        RecipientAction.Sent or RecipientAction.Received => First(many, DeedSql.Received),
        RecipientAction.Delivered => Best(many, DeedSql.DeliveredRank),
        RecipientAction.Bounced => Best(many, DeedSql.BouncedRank),
        RecipientAction.Failed => Best(many, DeedSql.FailedRank),
        RecipientAction.Skipped => Best(many, DeedSql.SkippedRank),
        RecipientAction.Pending => Best(many, DeedSql.UncertainRank, DeedSql.PendingRank),
        RecipientAction.Uncertain => Best(many, DeedSql.UncertainRank),
        RecipientAction.Opened => Marked(many, "opened_at"),
        RecipientAction.MachineOpened => Marked(many, "machine_opened_at"),
        RecipientAction.Clicked => Marked(many, "clicked_at"),
        RecipientAction.MachineClicked => Marked(many, "machine_clicked_at"),
        RecipientAction.Replied => Marked(many, "replied_at"),
        RecipientAction.OptedOut => Marked(many, "opted_out_at"),
        RecipientAction.Ignored => $"?2 AND {First(many, DeedSql.Arrived)} AND NOT {DeedSql.Answered("l")}{(many ? $" AND NOT {DeedSql.OtherRow(DeedSql.Answered("o"))}" : "")}",
        RecipientAction.Converted => First(many, DeedSql.Converted),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Recipients can't be listed by this."),
    };

    private static string Marked(bool many, string column) => First(many, row => $"{row}.{column} IS NOT NULL");

    /// <summary>The first row of the contact that fits.</summary>
    private static string First(bool many, Func<string, string> fits) =>
        $"{fits("l")}{(many ? $" AND NOT {DeedSql.OtherRow($"{IsEarlier} AND {fits("o")}")}" : "")}";

    /// <summary>The first row of the contact's best outcome, where that is one of these.</summary>
    private static string Best(bool many, int rank, int orRank = 0) =>
        $"{DeedSql.Rank("l")} IN ({rank}, {orRank}){(many ? $" AND NOT {DeedSql.OtherRow($"({DeedSql.Rank("o")} > {DeedSql.Rank("l")} OR ({DeedSql.Rank("o")} = {DeedSql.Rank("l")} AND {IsEarlier}))")}" : "")}";
}
