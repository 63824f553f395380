using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Sqlite.Orders;
using ActiveReach.Sqlite.Outlets;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Events;

/// <summary>Adds events of one workspace inside one transaction.</summary>
internal sealed class EventWriter(WriteSession session, WorkspaceKey workspace, OutletDirectory now, DateTimeOffset receivedAt)
{
    private readonly PendingEvents pending = new(session, workspace);
    private readonly OrderWriter orders = new(session, workspace);
    private readonly bool anyErased = session.Prepare("SELECT EXISTS (SELECT 1 FROM erased_events WHERE workspace = ?1)").Bind(1, workspace.Key).Number() == 1;
    private readonly OutletPlacer? outlets = OutletPlacer.Of(session, workspace, now);
    private readonly Dictionary<string, long> types = new(StringComparer.Ordinal);

    public bool IsKnown(string id) =>
        session.Prepare("SELECT EXISTS (SELECT 1 FROM events WHERE workspace = ?1 AND id = ?2)").Bind(1, workspace.Key).Bind(2, id).Number() == 1
        || (anyErased && ErasedEvents.Contains(session, workspace, id));

    public ContactId? OwnerOf(ReceivedEvent received) => EventOwners.Find(session, workspace, received.Who);

    public void Add(ReceivedEvent received, ContactId? contact)
    {
        var type = TypeOf(received.Type);
        var location = received.Location is { } text && outlets is not null ? outlets.Resolve(text) : received.Location;
        session.Prepare("INSERT INTO events (workspace, id, type, contact, at, outlet, data, received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
            .Bind(1, workspace.Key).Bind(2, received.Id).Bind(3, type).Bind(4, contact?.Value).Bind(5, received.At).Bind(6, location)
            .Bind(7, received.Content).Bind(8, receivedAt).Execute();
        var key = session.LastInsertRowId;
        if (contact is { } owner)
        {
            session.Prepare("INSERT INTO contact_events (type, contact, at, event) VALUES (?1, ?2, ?3, ?4)")
                .Bind(1, type).Bind(2, owner.Value).Bind(3, received.At).Bind(4, key).Execute();
            ConversionMarks.Add(session, workspace, owner);
        }
        else
        {
            pending.Add(key, received.Who, receivedAt);
        }

        orders.Record(received.Id, received.Type, received.Content, received.At, location, contact, received.Currency);
        if (contact is { } customer && OrderEvents.KindOf(received.Type) is not null)
            outlets?.Renew(customer, receivedAt);
    }

    private long TypeOf(string name)
    {
        if (!types.TryGetValue(name, out var key))
            types[name] = key = EventTypes.FindOrAdd(session, workspace, name);
        return key;
    }
}
