using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Inputs;
using ActiveReach.Workspaces;

namespace ActiveReach.Transfer;

/// <summary>Puts contacts of a file where they are missing, and lets them say what they have said, in its order.</summary>
public sealed class ContactArrivals(IContactStore contacts, IConsentStore consents)
{
    /// <summary>Contacts that are written at once: a store of the cloud answers each in a few milliseconds.</summary>
    private const int AtOnce = 16;

    private static readonly Dictionary<Channel, ConsentState> Nothing = [];

    /// <returns>How many are new, and how many of their words.</returns>
    internal async Task<(long Added, long Said)> TakeAsync(
        TransferFile file, (Workspace Workspace, ContactTerms Terms) place, MovedContacts moved, IReadOnlyList<(long Number, TransferLine Line)> lines, CancellationToken cancellation)
    {
        var (added, said) = (0L, 0L);
        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (line, token) =>
        {
            var contact = line.Line.Contact!;
            var draft = Draft(file, line.Number, contact, place.Terms);
            var found = await FindAsync(place.Workspace.Id, draft, token);
            var here = found ?? (await contacts.SaveAsync(place.Workspace, draft, OriginOf(contact), token)).Contact;
            moved[contact.Id] = here.Id;
            if (found is null)
                Interlocked.Increment(ref added);
            Interlocked.Add(ref said, await SayAsync(place.Workspace.Id, here.Id, contact, isNew: found is null, token));
            if (contact.Devices != here.Devices)
                await contacts.SetDevicesAsync(place.Workspace.Id, here.Id, contact.Devices, contact.CreatedAt, token);
        });
        return (added, said);
    }

    private static ContactDraft Draft(TransferFile file, long line, TransferContact contact, ContactTerms terms)
    {
        var json = InputValue.Of(contact.Is);
        var draft = JsonContact.Read(json, terms);
        if (json.Problems.Count > 0)
            throw file.Refused(line, $"has a contact that can't be read ({json.Problems[0].Message.TrimEnd('.')})", "export the workspace again");
        draft.Consents = ChannelSet.All.ToDictionary(channel => channel, channel => contact.Said.TryGetValue(channel, out var said) ? said : BeforeWords(contact, channel));
        return draft;
    }

    /// <summary>What was so before the first word of a channel: anything else than it.</summary>
    private static ConsentState BeforeWords(TransferContact contact, Channel channel) =>
        contact.Words.FirstOrDefault(word => word.Topic is null && word.Channels.Contains(channel))?.State is ConsentState.Unknown ? ConsentState.OptedIn : ConsentState.Unknown;

    private static ContactOrigin OriginOf(TransferContact contact) =>
        contact.Origin.Split(' ', 2) is [var source, var proof] ? new(source, contact.CreatedAt, proof) : new(contact.Origin, contact.CreatedAt);

    private async Task<Contact?> FindAsync(WorkspaceId workspace, ContactDraft draft, CancellationToken cancellation) =>
        draft.ExternalId is { } externalId ? await contacts.FindByExternalIdAsync(workspace, externalId, cancellation)
        : (draft.Phone ?? draft.Email) is { } address ? (await contacts.FindByAddressAsync(workspace, address, cancellation)).FirstOrDefault(contact => contact.ExternalId is null)
        : null;

    private async Task<long> SayAsync(WorkspaceId workspace, Ids.ContactId here, TransferContact contact, bool isNew, CancellationToken cancellation)
    {
        if (contact.Words.Count == 0)
            return 0;
        var known = isNew ? [] : (await consents.ListChangesAsync(workspace, here, cancellation)).Select(TransferWord.KeyOf).ToHashSet(StringComparer.Ordinal);
        var said = 0L;
        foreach (var word in contact.Words.Where(word => !known.Contains(TransferWord.KeyOf(word.Change))))
        {
            var states = word.Channels.ToDictionary(channel => channel, _ => word.State);
            await consents.SetAsync(
                workspace,
                here,
                word.Topic is null ? states : Nothing,
                new ConsentEvidence(word.Source, word.At, word.Proof),
                word.Topic is null ? null : new Dictionary<string, IReadOnlyDictionary<Channel, ConsentState>> { [word.Topic] = states },
                word.Holds ? ConsentWeight.Person : ConsentWeight.Recorded,
                cancellation);
            said++;
        }

        return said;
    }
}
