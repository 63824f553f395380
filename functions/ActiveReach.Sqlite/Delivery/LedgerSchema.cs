using ActiveReach.Ids;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>Tables of the send ledger. Runs have a small integer key; rows lie in order of run, shard, batch and row, so that a
/// batch is one or two pages. States are the numbers of <c>LedgerState</c>; times are Unix milliseconds, business time except
/// <c>lease_until</c>. A claim stands on the batch: its rows are not written to take it. A batch is <c>deferred</c> while what it waits for is an
/// hour; <c>released</c> is the epoch in which its lane went on without it; its <c>trace</c> is where it was
/// taken first, where anybody recorded. A run keeps the event and the window in milliseconds that its
/// campaign counts as conversion, whether it is a test, which counts nowhere but in its own figures, and since when its figures are final:
/// reports after that lie in <c>ledger_late</c>, with the numbers of <c>LedgerEventKind</c>. What contacts did lies in indexes of those rows
/// alone, for behaviour conditions.</summary>
public static class LedgerSchema
{
    public const string Script = MessageIndex.Script + """

        CREATE TABLE IF NOT EXISTS ledger_runs (
            key INTEGER PRIMARY KEY,
            run TEXT NOT NULL UNIQUE,
            workspace TEXT NOT NULL,
            campaign TEXT NOT NULL,
            many INTEGER NOT NULL,
            goal_event TEXT,
            goal_window INTEGER,
            is_test INTEGER NOT NULL DEFAULT 0,
            final_at INTEGER
        );
        CREATE TABLE IF NOT EXISTS ledger_plans (
            run INTEGER NOT NULL,
            wave INTEGER NOT NULL,
            cursor INTEGER NOT NULL,
            sealed INTEGER NOT NULL,
            planned INTEGER NOT NULL,
            skipped INTEGER NOT NULL,
            PRIMARY KEY (run, wave)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ledger_stages (
            run INTEGER NOT NULL,
            stage INTEGER NOT NULL,
            lanes INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            open_shards INTEGER NOT NULL,
            PRIMARY KEY (run, stage)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ledger_shards (
            run INTEGER NOT NULL,
            stage INTEGER NOT NULL,
            shard INTEGER NOT NULL,
            batches INTEGER NOT NULL,
            remaining INTEGER NOT NULL,
            completed INTEGER NOT NULL,
            last_handed_at INTEGER,
            PRIMARY KEY (run, stage, shard)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ledger_batches (
            run INTEGER NOT NULL,
            shard INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            outlet TEXT,
            rows INTEGER NOT NULL,
            unsettled INTEGER NOT NULL,
            done INTEGER NOT NULL,
            claim INTEGER NOT NULL DEFAULT 0,
            owner INTEGER,
            lease_until INTEGER,
            not_before INTEGER,
            deferred INTEGER NOT NULL DEFAULT 0,
            released INTEGER NOT NULL DEFAULT 0,
            trace TEXT,
            PRIMARY KEY (run, shard, batch)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ledger (
            run INTEGER NOT NULL,
            shard INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            row INTEGER NOT NULL,
            contact INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            state INTEGER NOT NULL,
            superseded INTEGER NOT NULL DEFAULT 0,
            variant TEXT,
            reason TEXT,
            first_sent_at INTEGER,
            handed_at INTEGER,
            message_id TEXT,
            delivered_at INTEGER,
            opened_at INTEGER,
            machine_opened_at INTEGER,
            clicked_at INTEGER,
            replied_at INTEGER,
            opted_out_at INTEGER,
            rule TEXT,
            held_at INTEGER,
            machine_open_rule TEXT,
            machine_clicked_at INTEGER,
            machine_click_rule TEXT,
            PRIMARY KEY (run, shard, batch, row)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ledger_late (
            run INTEGER NOT NULL,
            shard INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            row INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            reason TEXT,
            PRIMARY KEY (run, shard, batch, row, kind)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS ledger_by_contact ON ledger (contact, run);
        CREATE INDEX IF NOT EXISTS ledger_opened ON ledger (run, contact, opened_at) WHERE opened_at IS NOT NULL;
        CREATE INDEX IF NOT EXISTS ledger_clicked ON ledger (run, contact, clicked_at) WHERE clicked_at IS NOT NULL;
        CREATE INDEX IF NOT EXISTS ledger_replied ON ledger (run, contact, replied_at) WHERE replied_at IS NOT NULL;
        """;
}
