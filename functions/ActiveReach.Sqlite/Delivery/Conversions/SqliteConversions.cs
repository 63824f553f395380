using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Orders;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Conversions;

/// <summary>Conversions on SQLite.</summary>
public sealed class SqliteConversions(Database database) : IConversions
{
    private readonly LedgerRuns keyedRuns = new();

    public Task<IReadOnlyList<DueCustomer>> DueAsync(WorkspaceId workspace, int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<DueCustomer>>(session =>
        {
            var due = new List<DueCustomer>();
            if (WorkspaceKeys.Find(session, workspace) is not { } key)
                return due;
            var row = session.Prepare("SELECT contact, stamp FROM conversions_due WHERE workspace = ?1 LIMIT ?2").Bind(1, key.Key).Bind(2, limit);
            while (row.Step())
                due.Add(new DueCustomer(new ContactId(row.GetInt64(0)), row.GetInt64(1)));
            return due;
        }, cancellation);

    public async Task<IReadOnlyList<DueCustomer>> MarkAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts, CancellationToken cancellation = default)
    {
        // Most have done nothing, and a look is cheaper than a write.
        var known = await database.ReadAsync(session => contacts.Where(contact => HasEvents(session, contact)).ToList(), cancellation);
        return known.Count == 0 ? [] : await database.WriteAsync<IReadOnlyList<DueCustomer>>(
            session => [.. known.Select(contact => ConversionMarks.Add(session, WorkspaceKey.Of(contact), contact)).OfType<DueCustomer>()], cancellation);
    }

    public Task<IReadOnlyList<Conversion>> OfAsync(ContactId contact, CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyList<Conversion>>(session =>
    {
        var found = new List<Conversion>();
        var row = session.Prepare("""
            SELECT r.run, v.shard, v.batch, v.row, v.cause, v.at, v.amount, v.currency, v.is_first, v.channel, v.stage, v.variant, v.outlet, v.hour
            FROM conversions AS v JOIN ledger_runs AS r ON r.key = v.run WHERE v.contact = ?1 ORDER BY v.at, v.cause
            """).Bind(1, contact.Value);
        while (row.Step())
        {
            found.Add(new Conversion
            {
                Message = new LedgerAddress(new RunId(row.GetString(0)), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)),
                Contact = contact,
                Cause = row.GetString(4),
                At = row.GetTime(5),
                Amount = OrderRows.Amount(row.GetInt64(6)),
                Currency = row.GetString(7),
                IsFirst = row.GetBoolean(8),
                Group = Group(row, 9),
            });
        }

        return found;
    }, cancellation);

    public Task<bool> TryCreditAsync(WorkspaceId workspace, DueCustomer due, IReadOnlyList<Conversion> conversions, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            session.Prepare("DELETE FROM conversions_due WHERE workspace = ?1 AND contact = ?2 AND stamp = ?3").Bind(1, WorkspaceKey.Of(due.Contact).Key).Bind(2, due.Contact.Value).Bind(3, due.Stamp).Execute();
            if (session.Changes == 0)
                return false;
            session.Prepare("DELETE FROM conversions WHERE contact = ?1").Bind(1, due.Contact.Value).Execute();
            foreach (var each in conversions)
                Add(session, each);
            return true;
        }, cancellation);

    public Task<IReadOnlyList<ConversionSum>> SumsAsync(RunId run, CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyList<ConversionSum>>(session =>
    {
        var sums = new List<ConversionSum>();
        if (keyedRuns.Find(session, run) is not { } keyed)
            return sums;
        var row = session.Prepare("""
            SELECT channel, stage, variant, outlet, hour, currency, sum(firsts), sum(amount), sum(amount / 1e4 * (amount / 1e4)) FROM (
                SELECT channel, stage, variant, outlet, hour, currency, sum(is_first) AS firsts, sum(amount) AS amount FROM conversions WHERE run = ?1
                GROUP BY shard, batch, row, currency)
            GROUP BY channel, stage, variant, outlet, hour, currency
            """).Bind(1, keyed.Key);
        while (row.Step())
            sums.Add(new ConversionSum(Group(row, 0), row.GetString(5), row.GetInt64(6), OrderRows.Amount(row.GetInt64(7)), row.GetDouble(8)));
        return sums;
    }, cancellation);

    private void Add(WriteSession session, Conversion conversion) => session
        .Prepare("""
            INSERT INTO conversions (run, shard, batch, row, cause, contact, at, amount, currency, is_first, channel, stage, variant, outlet, hour)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """)
        .Bind(1, keyedRuns.Require(session, conversion.Message.Run).Key).Bind(2, conversion.Message.Shard).Bind(3, conversion.Message.Batch).Bind(4, conversion.Message.Row)
        .Bind(5, conversion.Cause).Bind(6, conversion.Contact.Value).Bind(7, conversion.At).Bind(8, OrderRows.Stored(conversion.Amount)).Bind(9, conversion.Currency)
        .Bind(10, conversion.IsFirst).Bind(11, conversion.Group.Channel).Bind(12, conversion.Group.Stage).Bind(13, conversion.Group.Variant).Bind(14, conversion.Group.Outlet)
        .Bind(15, conversion.Group.Hour).Execute();

    private static ConversionGroup Group(Statement row, int first) =>
        new(row.GetChannel(first), row.GetInt32(first + 1), row.GetString(first + 2), row.GetString(first + 3), row.GetInt64(first + 4));

    private static bool HasEvents(ReadSession session, ContactId contact) =>
        session.Prepare("SELECT EXISTS (SELECT 1 FROM events WHERE contact = ?1)").Bind(1, contact.Value).Number() == 1;
}
