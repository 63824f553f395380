using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Devices;

/// <summary>Devices of the contacts of all workspaces. Whoever adds or removes one brings <c>Contact.Devices</c> along in the same write.</summary>
public interface IDeviceStore
{
    /// <summary>Most devices of one contact: the oldest goes when one more comes.</summary>
    const int MostOfContact = 20;

    /// <summary>Gives the token to this contact, whoever had it before; again changes nothing.</summary>
    /// <returns>The device and whether it is new to the contact; null when there is no such contact.</returns>
    Task<(Device Device, bool Added)?> RegisterAsync(WorkspaceId workspace, ContactId contact, DevicePlatform platform, string token, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Oldest first; null when there is no such contact.</summary>
    Task<IReadOnlyList<Device>?> ListAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default);

    /// <summary>False when the contact has no such device.</summary>
    Task<bool> RemoveAsync(WorkspaceId workspace, ContactId contact, string device, DateTimeOffset at, CancellationToken cancellation = default);
}
