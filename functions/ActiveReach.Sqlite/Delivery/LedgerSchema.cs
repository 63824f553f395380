namespace ActiveReach.Sqlite.Delivery;

/// <summary>Tables of the send ledger. Runs have a small integer key; rows lie in order of run, shard, batch and row, so that a
/// batch is one or two pages. States are the numbers of <c>LedgerState</c>; times are Unix milliseconds, business time except
/// <c>lease_until</c>. A run keeps the fence of all its shards, for one file is written by one process; and the event and the window in milliseconds that its
/// campaign counts as conversion. Sums lie in <c>ledger_tallies</c>, a column each in the order of <c>Counted</c>, over all shards, changed in the transaction
/// of their rows. A row that is tried after another says where that home row lies, and the home row knows of it as JSON. Reports that came once the
/// figures were final lie in <c>ledger_late</c>, with the numbers of <c>LedgerEventKind</c>. What contacts did lies in indexes of those rows
/// alone, for behaviour conditions. An occurrence is null where it is empty.
/// A message that has a place under a frequency cap says since when and at which address. An address is found run by run, so that claiming one touches the pages of its run alone.</summary>
public static class LedgerSchema
{
    private static readonly string Columns = string.Join(",\n    ", TallyRows.Columns.Select(column => $"{column} INTEGER NOT NULL"));

    public static readonly string Script = MessageIndex.Script + $"""

        CREATE TABLE IF NOT EXISTS ledger_runs (
            key INTEGER PRIMARY KEY,
            run TEXT NOT NULL UNIQUE,
            workspace TEXT NOT NULL,
            campaign TEXT NOT NULL,
            shards INTEGER NOT NULL,
            is_test INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            goal_event TEXT,
            goal_window INTEGER,
            status INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            completed_at INTEGER,
            final_at INTEGER,
            tags TEXT
        );
        CREATE INDEX IF NOT EXISTS ledger_runs_by_workspace ON ledger_runs (workspace, key);
        CREATE TABLE IF NOT EXISTS ledger_plans (
            run TEXT PRIMARY KEY,
            chunks INTEGER NOT NULL,
            cursor INTEGER NOT NULL,
            finished INTEGER NOT NULL,
            planned INTEGER NOT NULL,
            skipped INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ledger_chunks (
            run TEXT NOT NULL,
            chunk INTEGER NOT NULL,
            content BLOB NOT NULL,
            UNIQUE (run, chunk)
        );
        CREATE TABLE IF NOT EXISTS active_stages (
            run TEXT NOT NULL,
            stage INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            lanes INTEGER NOT NULL,
            PRIMARY KEY (run, stage)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ledger_stages (
            run INTEGER NOT NULL,
            stage INTEGER NOT NULL,
            shard INTEGER NOT NULL,
            batches INTEGER NOT NULL,
            remaining INTEGER NOT NULL,
            last_handed_at INTEGER,
            PRIMARY KEY (run, stage, shard)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ledger_batches (
            run INTEGER NOT NULL,
            shard INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            version INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            unsettled INTEGER NOT NULL,
            done INTEGER NOT NULL,
            claims INTEGER NOT NULL,
            owner INTEGER,
            lease_until INTEGER,
            not_before INTEGER,
            deferred INTEGER NOT NULL,
            released INTEGER NOT NULL,
            rule TEXT,
            last_handed_at INTEGER,
            sender TEXT,
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
            superseded INTEGER NOT NULL,
            home_batch INTEGER,
            home_row INTEGER,
            variant TEXT,
            outlet TEXT,
            address INTEGER,
            sender TEXT,
            reason TEXT,
            rule TEXT,
            first_sent_at INTEGER,
            handed_at INTEGER,
            message_id TEXT,
            delivered_at INTEGER,
            opened_at INTEGER,
            machine_opened_at INTEGER,
            clicked_at INTEGER,
            replied_at INTEGER,
            opted_out_at INTEGER,
            held_at INTEGER,
            machine_open_rule TEXT,
            machine_clicked_at INTEGER,
            machine_click_rule TEXT,
            attempts TEXT,
            occurrence TEXT,
            touched INTEGER,
            touched_at INTEGER,
            PRIMARY KEY (run, shard, batch, row)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ledger_addresses (
            run INTEGER NOT NULL,
            address INTEGER NOT NULL,
            occurrence TEXT NOT NULL,
            contact INTEGER NOT NULL,
            shard INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            row INTEGER NOT NULL,
            PRIMARY KEY (run, address, occurrence)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ledger_tallies (
            run INTEGER NOT NULL,
            scope INTEGER NOT NULL,
            stage INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            variant TEXT NOT NULL,
            outlet TEXT NOT NULL,
            hour INTEGER NOT NULL,
            reason TEXT NOT NULL,
            {Columns},
            PRIMARY KEY (run, scope, stage, channel, variant, outlet, hour, reason)
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
        CREATE INDEX IF NOT EXISTS ledger_homes ON ledger (run, contact, occurrence) WHERE occurrence IS NOT NULL AND home_batch IS NULL;
        CREATE INDEX IF NOT EXISTS ledger_touches ON ledger (touched, touched_at, channel) WHERE touched IS NOT NULL;
        CREATE INDEX IF NOT EXISTS ledger_touches_of ON ledger (contact, touched_at, touched, channel) WHERE touched IS NOT NULL;
        CREATE INDEX IF NOT EXISTS ledger_opened ON ledger (run, contact, opened_at) WHERE opened_at IS NOT NULL;
        CREATE INDEX IF NOT EXISTS ledger_clicked ON ledger (run, contact, clicked_at) WHERE clicked_at IS NOT NULL;
        CREATE INDEX IF NOT EXISTS ledger_replied ON ledger (run, contact, replied_at) WHERE replied_at IS NOT NULL;
        """;
}
