namespace ActiveReach.Sqlite.Orders;

/// <summary>Tables of orders. Amounts are whole numbers of ten-thousandths. What each event said stays, without the event, so that
/// an order can be made anew whenever another one comes.</summary>
internal static class OrdersSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS orders (
            key INTEGER PRIMARY KEY,
            workspace INTEGER NOT NULL,
            id TEXT NOT NULL,
            contact INTEGER,
            outlet TEXT,
            outlet_by INTEGER NOT NULL,
            placed_at INTEGER NOT NULL,
            total INTEGER,
            currency TEXT,
            refunded INTEGER NOT NULL,
            net INTEGER NOT NULL,
            status INTEGER NOT NULL,
            problem INTEGER
        );
        CREATE UNIQUE INDEX IF NOT EXISTS orders_by_id ON orders (workspace, id);
        CREATE INDEX IF NOT EXISTS orders_by_time ON orders (workspace, placed_at);
        CREATE INDEX IF NOT EXISTS orders_by_contact ON orders (contact, placed_at) WHERE contact IS NOT NULL;
        CREATE INDEX IF NOT EXISTS orders_by_outlet ON orders (workspace, outlet, placed_at) WHERE outlet IS NOT NULL;
        CREATE TABLE IF NOT EXISTS order_facts (
            order_key INTEGER NOT NULL,
            event TEXT NOT NULL,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            amount INTEGER,
            currency TEXT,
            contact INTEGER,
            location TEXT,
            contact_outlet TEXT,
            PRIMARY KEY (order_key, event)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS order_facts_by_contact ON order_facts (contact) WHERE contact IS NOT NULL;
        """;
}
