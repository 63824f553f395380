using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Devices;

/// <summary>Takes a device from a contact.</summary>
public sealed class RemoveDevice(DeviceRegister devices, TimeProvider clock)
{
    public async Task RunAsync(Caller caller, string contact, string device, CancellationToken cancellation = default)
    {
        if (!ContactId.TryParse(contact, out var id) || !await devices.RemoveAsync(caller.Workspace, id, device, clock.GetUtcNow(), cancellation))
            throw new NotFoundException("device", device);
    }
}
