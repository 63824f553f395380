using ActiveReach.Audiences.Devices;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery.Claims;
using ActiveReach.Ids;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Sending;

/// <summary>The devices of the people of a batch, read when it is sent: the ledger keeps no tokens.</summary>
internal sealed class BatchDevices(DeviceRegister? devices, TimeProvider clock)
{
    /// <summary>The batch with the devices of each message; whoever has none any more is skipped. What is in doubt goes to those that are left, and is
    /// unknown where none is.</summary>
    public async Task<RenderedBatch> ToDevicesAsync(WorkspaceId workspace, Channel channel, RenderedBatch batch, CancellationToken cancellation)
    {
        if (channel.Address() is not ChannelAddress.Device || devices is null || batch.Doubtful.Count + batch.Fresh.Count == 0)
            return batch;
        var found = await devices.OfEachAsync(workspace, [.. batch.Doubtful.Concat(batch.Fresh).Select(each => each.Contact)], cancellation);
        var now = Milliseconds.Floor(clock.GetUtcNow());
        var gone = batch.Doubtful.Where(each => !found.Contains(each.Contact)).Select(each => new RowOutcome(each.Row, RowResult.Uncertain, now))
            .Concat(batch.Fresh.Where(each => !found.Contains(each.Contact)).Select(each => new RowOutcome(each.Row, RowResult.Skipped, now, SkipReason.NoAddress)));
        return batch with { Doubtful = [.. Found(batch.Doubtful)], Fresh = [.. Found(batch.Fresh)], Outcomes = [.. batch.Outcomes, .. gone] };

        IEnumerable<Outgoing> Found(IReadOnlyList<Outgoing> messages) =>
            messages.Where(each => found.Contains(each.Contact)).Select(each => each with { Message = each.Message with { Devices = [.. found[each.Contact]] } });
    }

    /// <summary>Takes devices from their contacts that the provider called dead. Where a crash comes before it, the next message finds them dead again.</summary>
    public async Task ForgetAsync(WorkspaceId workspace, IReadOnlyList<(ContactId Contact, string Device)> dead, CancellationToken cancellation)
    {
        foreach (var (contact, device) in dead)
        {
            if (devices is not null)
                await devices.RemoveAsync(workspace, contact, device, clock.GetUtcNow(), cancellation);
        }
    }
}
