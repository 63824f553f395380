using System.Security.Cryptography;
using ActiveReach.Audiences.Devices;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences.Merges;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Devices;

/// <summary>Devices on SQLite, in the file of the contacts.</summary>
public sealed class SqliteDeviceStore(Database database) : IDeviceStore
{
    public Task<(Device Device, bool Added)?> RegisterAsync(
        WorkspaceId workspace, ContactId contact, DevicePlatform platform, string token, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync<(Device, bool)?>(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key || MergedContacts.Find(session, key, contact) is not { } owner)
                return null;
            var known = DeviceRows.FindByToken(session, key, token);
            if (known is not null && known.Contact == owner && known.Platform == platform)
                return (known, false);
            if (known is not null)
                DeviceRows.Remove(session, known.Contact, known.Id);
            if (known is not null && known.Contact != owner)
                DeviceRows.Recount(session, known.Contact, at);
            var devices = DeviceRows.Of(session, owner);
            foreach (var surplus in devices.Take(devices.Count - IDeviceStore.MostOfContact + 1))
                DeviceRows.Remove(session, owner, surplus.Id);
            var device = new Device($"dev_{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 20)}", owner, platform, token, at);
            DeviceRows.Add(session, key, device);
            DeviceRows.Recount(session, owner, at);
            return (device, true);
        }, cancellation);

    public Task<IReadOnlyList<Device>?> ListAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<Device>?>(session =>
            WorkspaceKeys.Find(session, workspace) is { } key && MergedContacts.Find(session, key, contact) is { } owner ? DeviceRows.Of(session, owner) : null, cancellation);

    public Task<bool> RemoveAsync(WorkspaceId workspace, ContactId contact, string device, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key || MergedContacts.Find(session, key, contact) is not { } owner || !DeviceRows.Remove(session, owner, device))
                return false;
            DeviceRows.Recount(session, owner, at);
            return true;
        }, cancellation);
}
