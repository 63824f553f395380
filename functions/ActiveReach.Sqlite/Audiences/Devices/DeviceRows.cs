using ActiveReach.Audiences.Devices;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Devices;

/// <summary>Rows of devices; whoever changes them recounts their contacts in the same transaction.</summary>
internal static class DeviceRows
{
    private const string Columns = "id, contact, platform, token, registered_at";

    public static List<Device> Of(ReadSession session, ContactId contact)
    {
        var rows = session.Prepare($"SELECT {Columns} FROM contact_devices WHERE contact = ?1 ORDER BY key").Bind(1, contact.Value);
        var devices = new List<Device>();
        while (rows.Step())
            devices.Add(Read(rows));
        return devices;
    }

    public static Device? FindByToken(ReadSession session, WorkspaceKey workspace, string token) => session
        .Prepare($"SELECT {Columns} FROM contact_devices WHERE workspace = ?1 AND token = ?2").Bind(1, workspace.Key).Bind(2, token).First(Read);

    public static void Add(WriteSession session, WorkspaceKey workspace, Device device) => session
        .Prepare($"INSERT INTO contact_devices ({Columns}, workspace) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .Bind(1, device.Id).Bind(2, device.Contact.Value).Bind(3, (int)device.Platform).Bind(4, device.Token).Bind(5, device.RegisteredAt).Bind(6, workspace.Key).Execute();

    public static bool Remove(WriteSession session, ContactId contact, string id) => session
        .Prepare("DELETE FROM contact_devices WHERE contact = ?1 AND id = ?2").Bind(1, contact.Value).Bind(2, id).Execute() == 1;

    public static void RemoveAll(WriteSession session, ContactId contact) => session
        .Prepare("DELETE FROM contact_devices WHERE contact = ?1").Bind(1, contact.Value).Execute();

    public static int Count(ReadSession session, ContactId contact) =>
        (int)session.Prepare("SELECT count(*) FROM contact_devices WHERE contact = ?1").Bind(1, contact.Value).Number();

    /// <summary>Writes into the contact's row how many devices it has and whether it has any.</summary>
    public static void Recount(WriteSession session, ContactId contact, DateTimeOffset at)
    {
        if (session.Prepare("SELECT reach FROM contacts WHERE id = ?1").Bind(1, contact.Value).First(row => (Reach?)new Reach(row.GetInt32(0))) is not { } reach)
            return;
        var count = Count(session, contact);
        session.Prepare("UPDATE contacts SET devices = ?2, reach = ?3, version = version + 1, updated_at = ?4 WHERE id = ?1")
            .Bind(1, contact.Value).Bind(2, count).Bind(3, reach.WithDevice(count > 0).Bits).Bind(4, at).Execute();
    }

    private static Device Read(Statement row) =>
        new(row.GetString(0), new ContactId(row.GetInt64(1)), (DevicePlatform)row.GetInt32(2), row.GetString(3), row.GetTime(4));
}
