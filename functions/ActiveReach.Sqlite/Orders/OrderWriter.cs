using ActiveReach.Events;
using System.Text.Json;
using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Orders;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Sqlite.Events;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Orders;

/// <summary>Keeps the orders of one workspace in step with the events that tell of them, inside one transaction.</summary>
internal sealed class OrderWriter(WriteSession session, WorkspaceKey workspace)
{
    /// <summary>Notes what an event says; nothing for events that aren't about orders, or whose fact is there.</summary>
    /// <param name="content">The event's data.</param>
    /// <param name="currency">Of an order of which no event names one.</param>
    public void Record(string eventId, string type, string? content, DateTimeOffset at, string? location, ContactId? contact, string? currency)
    {
        if (WordsOf(eventId, type, content) is not var (kind, words))
            return;
        var order = FindOrAdd(words.OrderId, at, currency);
        session.Prepare($"INSERT OR IGNORE INTO order_facts (order_key, {OrderRows.FactColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
            .Bind(1, order).Bind(2, eventId).Bind(3, (int)kind).Bind(4, at).Bind(5, OrderRows.Stored(words.Amount)).Bind(6, words.Currency)
            .Bind(7, contact?.Value).Bind(8, location).Bind(9, OutletOf(contact)).Execute();
        MakeAnew(order);
    }

    /// <summary>The event's person has appeared.</summary>
    public void Attach(string eventId, string type, string? content, ContactId contact)
    {
        if (WordsOf(eventId, type, content) is not var (_, words) || Find(words.OrderId) is not { } order)
            return;
        session.Prepare("UPDATE order_facts SET contact = ?3, contact_outlet = ?4 WHERE order_key = ?1 AND event = ?2")
            .Bind(1, order).Bind(2, eventId).Bind(3, contact.Value).Bind(4, OutletOf(contact)).Execute();
        MakeAnew(order);
    }

    /// <summary>Unlinks a person from their orders; amounts and outlets stay.</summary>
    /// <returns>The ids of the events that told of them, which are kept as hashes only.</returns>
    public IReadOnlyList<string> Forget(ContactId contact)
    {
        var facts = new List<(long Order, string Event)>();
        var rows = session.Prepare("SELECT order_key, event FROM order_facts WHERE contact = ?1").Bind(1, contact.Value);
        while (rows.Step())
            facts.Add((rows.GetInt64(0), rows.GetString(1)));
        foreach (var (order, id) in facts)
            Forget(order, id);
        foreach (var order in facts.Select(fact => fact.Order).Distinct())
            MakeAnew(order);
        return [.. facts.Select(fact => fact.Event)];
    }

    /// <summary>Forgets the id of an event of somebody who never turned up.</summary>
    public void Forget(string eventId, string type, string? content)
    {
        if (WordsOf(eventId, type, content) is var (_, words) && Find(words.OrderId) is { } order)
            Forget(order, eventId);
    }

    /// <summary>Writes the order as all that is known of it says.</summary>
    public void MakeAnew(long key)
    {
        var id = session.Prepare("SELECT id FROM orders WHERE key = ?1").Bind(1, key).First(row => row.GetString(0))!;
        var facts = new List<OrderFact>();
        var rows = session.Prepare($"SELECT {OrderRows.FactColumns} FROM order_facts WHERE order_key = ?1").Bind(1, key);
        while (rows.Step())
            facts.Add(OrderRows.ReadFact(rows));
        var order = OrderAccount.Of(id, facts);
        session.Prepare("""
            UPDATE orders SET contact = ?2, outlet = ?3, outlet_by = ?4, placed_at = ?5, total = ?6, currency = coalesce(?7, currency), refunded = ?8, net = ?9, status = ?10, problem = ?11
            WHERE key = ?1
            """)
            .Bind(1, key).Bind(2, order.Contact?.Value).Bind(3, order.Outlet).Bind(4, (int)order.OutletBy).Bind(5, order.At)
            .Bind(6, OrderRows.Stored(order.Total)).Bind(7, order.Currency).Bind(8, OrderRows.Stored(order.Refunded)).Bind(9, OrderRows.Stored(order.Net))
            .Bind(10, (int)order.Status).Bind(11, (long?)order.Problem).Execute();
        foreach (var contact in facts.Select(fact => fact.Contact).OfType<ContactId>().Distinct())
            ConversionMarks.Add(session, workspace, contact);
    }

    private void Forget(long order, string eventId) => session
        .Prepare("UPDATE order_facts SET event = ?3, contact = NULL WHERE order_key = ?1 AND event = ?2")
        .Bind(1, order).Bind(2, eventId).Bind(3, Convert.ToHexStringLower(ErasedEvents.HashOf(eventId))).Execute();

    private static (OrderFactKind Kind, OrderWords Words)? WordsOf(string eventId, string type, string? content)
    {
        if (OrderEvents.KindOf(type) is not { } kind || content is null)
            return null;
        using var data = JsonDocument.Parse(content);
        return OrderEvents.Read(kind, eventId, InputValue.Of(data.RootElement)) is { } words ? (kind, words) : null;
    }

    private string? OutletOf(ContactId? contact) => contact is { } person
        ? session.Prepare("SELECT outlet FROM contacts WHERE id = ?1").Bind(1, person.Value).First(row => row.GetNullableString(0))
        : null;

    private long? Find(string id) => session.Prepare("SELECT key FROM orders WHERE workspace = ?1 AND id = ?2").Bind(1, workspace.Key).Bind(2, id)
        .First<long?>(row => row.GetInt64(0));

    private long FindOrAdd(string id, DateTimeOffset at, string? currency)
    {
        if (Find(id) is { } key)
            return key;
        session.Prepare("INSERT INTO orders (workspace, id, outlet_by, placed_at, currency, refunded, net, status) VALUES (?1, ?2, 0, ?3, ?4, 0, 0, 0)")
            .Bind(1, workspace.Key).Bind(2, id).Bind(3, at).Bind(4, currency).Execute();
        return session.LastInsertRowId;
    }
}
