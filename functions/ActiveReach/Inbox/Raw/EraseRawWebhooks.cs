using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Inbox.Parked;
using ActiveReach.Workspaces;

namespace ActiveReach.Inbox.Raw;

/// <summary>Takes the bodies out of callbacks that name a person; that they came, and when, stays. What belongs to another workspace alone is left to that one.
/// All that is kept is looked through.</summary>
public sealed class EraseRawWebhooks(RawWebhooks raw, RawBundles bundles, EventOwners owners, TimeProvider clock) : IErasureStep
{
    public async Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default)
    {
        var addresses = Mention.AddressesOf(contact);
        if (addresses.Length == 0)
            return;
        await raw.FlushAsync();
        await foreach (var bundle in bundles.ReadAsync(null, null, null, cancellation))
        {
            for (var read = bundle; read is not null; read = await bundles.ReadAgainAsync(bundle, cancellation))
            {
                if (await WithoutAsync(workspace, addresses, read, cancellation) is not { } left || await bundles.ReplaceAsync(read, left, CancellationToken.None))
                    break;
            }
        }
    }

    /// <returns>Null when nobody is named there.</returns>
    private async Task<IReadOnlyList<RawWebhook>?> WithoutAsync(WorkspaceId workspace, string[] addresses, OpenBundle bundle, CancellationToken cancellation)
    {
        var left = bundle.Webhooks.ToArray();
        var isChanged = false;
        for (var index = 0; index < left.Length; index++)
        {
            if (!Names(left[index], addresses) || !await MayEraseAsync(workspace, left[index], cancellation))
                continue;
            left[index] = left[index] with { Text = null, Bytes = null, Tag = null, Events = [.. left[index].Events.Select(each => each with { Payload = "" })], ErasedAt = clock.GetUtcNow() };
            isChanged = true;
        }

        return isChanged ? left : null;
    }

    private static bool Names(RawWebhook webhook, string[] addresses) =>
        (webhook.Text is { } text && Mention.IsIn(text, addresses)) || (webhook.Bytes is { } bytes && Mention.IsIn(Encoding.Latin1.GetString(bytes), addresses))
        || webhook.Events.Any(each => Mention.IsIn(each.Payload, addresses));

    private async Task<bool> MayEraseAsync(WorkspaceId workspace, RawWebhook webhook, CancellationToken cancellation)
    {
        if (webhook.Workspace is { } own)
            return own == workspace;
        var isOthers = false;
        foreach (var each in webhook.Events.Where(each => each.Payload.Length > 0))
        {
            var subject = await owners.FindAsync(ListRawWebhooks.EventOf(webhook, each), cancellation);
            if (subject.Owners.Contains(workspace))
                return true;
            isOthers |= !subject.IsNobodys;
        }

        return !isOthers;
    }
}
