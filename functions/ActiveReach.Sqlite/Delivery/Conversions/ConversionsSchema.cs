namespace ActiveReach.Sqlite.Delivery.Conversions;

/// <summary>Tables of conversions. Runs are the keys of <c>ledger_runs</c>, workspaces those of <c>audience_workspaces</c>; amounts are whole numbers of
/// ten-thousandths. Those of a run lie together, so that its figures read them alone. Whoever is to be credited anew has a row of <c>conversions_due</c>.</summary>
internal static class ConversionsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS conversions (
            run INTEGER NOT NULL,
            shard INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            row INTEGER NOT NULL,
            cause TEXT NOT NULL,
            contact INTEGER NOT NULL,
            at INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            currency TEXT NOT NULL,
            is_first INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            stage INTEGER NOT NULL,
            variant TEXT NOT NULL,
            outlet TEXT NOT NULL,
            hour INTEGER NOT NULL,
            PRIMARY KEY (run, shard, batch, row, cause)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS conversions_by_contact ON conversions (contact, at);
        CREATE TABLE IF NOT EXISTS conversions_due (
            workspace INTEGER NOT NULL,
            contact INTEGER NOT NULL,
            stamp INTEGER NOT NULL,
            PRIMARY KEY (workspace, contact)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS ledger_runs_with_goal ON ledger_runs (workspace) WHERE goal_event IS NOT NULL;
        """;
}
