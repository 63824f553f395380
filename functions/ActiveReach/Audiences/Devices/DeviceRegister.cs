using System.Security.Cryptography;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Merges;
using ActiveReach.Channels;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Devices;

/// <summary>Devices of the contacts of all workspaces. A token is a document, so that it is one contact's.</summary>
/// <remarks>How many there are is told to their contact (<see cref="Contact.Devices"/>) in a write of its own, after each change and whenever a token is
/// registered again: that mends what a crash left in between.</remarks>
public sealed class DeviceRegister(IDocuments documents, IContactStore contacts) : IErasureStep, IMergeStep
{
    /// <summary>Most devices of one contact: the oldest goes when one more comes.</summary>
    public const int MostOfContact = 20;

    private static readonly DocumentKind<Kept> Kind = new DocumentKind<Kept>("device", kept => DocumentKey.IdOf(kept.Device.Token))
        .By("contact", kept => kept.Device.Contact.ToString())
        .By("place", kept => kept.Place);

    /// <summary>Gives the token to this contact, whoever had it before; again changes nothing.</summary>
    /// <returns>The device and whether it is new to the contact; null when there is no such contact.</returns>
    public async Task<(Device Device, bool Added)?> RegisterAsync(
        WorkspaceId workspace, ContactId contact, DevicePlatform platform, string token, DateTimeOffset at, CancellationToken cancellation = default)
    {
        while (await contacts.FindAsync(workspace, contact, cancellation) is { Id: var owner })
        {
            var known = await documents.FindAsync(Kind, workspace.Partition, DocumentKey.IdOf(token), cancellation);
            if (known is { Value.Device: { } same } && same.Contact == owner && same.Platform == platform)
            {
                await TellAsync(workspace, owner, at, cancellation);
                return (same, false);
            }

            var others = (await OfAsync(workspace, owner, cancellation)).Where(kept => kept.Value.Device.Token != token).ToList();
            var device = new Device($"dev_{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 20)}", owner, platform, token, at);
            var added = new Kept(device, others.Select(kept => kept.Value.Place).DefaultIfEmpty().Max() + 1);
            DocumentChange[] changes =
            [
                known is null ? Kind.Add(added) : Kind.Replace(added, known.ETag),
                .. others.Take(Math.Min(others.Count - MostOfContact + 1, IDocuments.MostChanges - 1)).Select(Kind.Delete),
            ];
            if (!(await documents.CommitAsync(workspace.Partition, changes, cancellation)).IsDone)
                continue;
            if (known is not null && known.Value.Device.Contact != owner)
                await TellAsync(workspace, known.Value.Device.Contact, at, CancellationToken.None);
            await TellAsync(workspace, owner, at, CancellationToken.None);
            return (device, true);
        }

        return null;
    }

    /// <summary>Oldest first; null when there is no such contact.</summary>
    public async Task<IReadOnlyList<Device>?> ListAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default) =>
        await contacts.FindAsync(workspace, contact, cancellation) is { Id: var owner } ? [.. (await OfAsync(workspace, owner, cancellation)).Select(kept => kept.Value.Device)] : null;

    /// <summary>Those of some contacts, of each the oldest first; whoever has none is missing.</summary>
    public async Task<ILookup<ContactId, PushDevice>> OfEachAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts, CancellationToken cancellation = default)
    {
        var asked = Kind.In(workspace.Partition) with { Where = [FieldCondition.OneOf("contact", contacts.Select(contact => (FieldValue)contact.ToString()))] };
        var found = await documents.AllAsync(Kind, asked, cancellation);
        return found.OrderBy(kept => kept.Place).ToLookup(kept => kept.Device.Contact, kept => new PushDevice(kept.Device.Id, kept.Device.Platform, kept.Device.Token));
    }

    /// <summary>False when the contact has no such device.</summary>
    public async Task<bool> RemoveAsync(WorkspaceId workspace, ContactId contact, string device, DateTimeOffset at, CancellationToken cancellation = default)
    {
        if (await contacts.FindAsync(workspace, contact, cancellation) is not { Id: var owner }
            || (await OfAsync(workspace, owner, cancellation)).FirstOrDefault(kept => kept.Value.Device.Id == device) is not { } found
            || !await documents.TryAsync(workspace.Partition, Kind.Delete(found), cancellation))
        {
            return false;
        }

        await TellAsync(workspace, owner, at, CancellationToken.None);
        return true;
    }

    /// <summary>Gives the devices of a contact to who has taken it over.</summary>
    public async Task MoveAsync(WorkspaceId workspace, ContactId from, ContactId to, DateTimeOffset at, CancellationToken cancellation = default)
    {
        foreach (var kept in await OfAsync(workspace, from, cancellation))
            await documents.TryAsync(workspace.Partition, Kind.Replace(kept.Value with { Device = kept.Value.Device with { Contact = to } }, kept.ETag), cancellation);
        await TellAsync(workspace, to, at, cancellation);
    }

    public Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default) =>
        documents.DeleteAllAsync(Of(workspace, contact.Id), cancellation);

    /// <summary>Tells the contact how many it has, until that is so: somebody else may tell it at the same time.</summary>
    private async Task TellAsync(WorkspaceId workspace, ContactId contact, DateTimeOffset at, CancellationToken cancellation)
    {
        for (var told = -1; (await OfAsync(workspace, contact, cancellation)).Count is var count && count != told; told = count)
        {
            if (await contacts.SetDevicesAsync(workspace, contact, count, at, cancellation))
                continue;
            if (await contacts.FindAsync(workspace, contact, cancellation) is { Id: var survivor })
                await MoveAsync(workspace, contact, survivor, at, cancellation);
            else
                await documents.DeleteAllAsync(Of(workspace, contact), cancellation);
            return;
        }
    }

    private async Task<IReadOnlyList<Stored<Kept>>> OfAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation) =>
        [.. (await documents.QueryAsync(Kind, Of(workspace, contact) with { OrderBy = "place", Limit = DocumentQuery.MostLimit }, cancellation)).Items.OrderBy(kept => kept.Value.Device.RegisteredAt)];

    private static DocumentQuery Of(WorkspaceId workspace, ContactId contact) =>
        Kind.In(workspace.Partition) with { Where = [FieldCondition.Is("contact", contact.ToString())] };

    /// <param name="Place">Among those of its contact: more than that of any that was there before.</param>
    private sealed record Kept(Device Device, long Place);
}
