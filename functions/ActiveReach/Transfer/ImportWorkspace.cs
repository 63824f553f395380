using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Documents;
using ActiveReach.Events;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Transfer;

/// <summary>Reads a workspace from a file that <see cref="ExportWorkspace"/> has written, through the ports, so that it may go into any stores. What is there already stays as
/// it is, so that it may be done again, after a crash too.</summary>
public sealed class ImportWorkspace(
    IDocuments documents, ISuppressionStore suppressions, IEventStore events, ContactArrivals arrivals, WorkspaceRegister workspaces, OutletDirectories outlets, TimeProvider time)
{
    private const int MostTogether = 500;

    /// <returns>What of the file is there now, and how much of it is new.</returns>
    /// <exception cref="TransferRefusedException">The file can't be read, or another workspace has the name.</exception>
    public async Task<(TransferCounts There, TransferCounts New)> RunAsync(TransferFile file, CancellationToken cancellation = default)
    {
        var (header, counts) = await file.CheckAsync(cancellation);
        var arriving = new Arriving(file, header.Workspace, new MovedContacts(), new DocumentArrivals(documents));
        var together = new List<(long Number, TransferLine Line)>(MostTogether);
        await foreach (var line in file.LinesAsync(cancellation))
        {
            if (together.Count == MostTogether || (together.Count > 0 && !IsAlike(together[0].Line, line.Line)))
            {
                await TakeAsync(arriving, together, cancellation);
                together.Clear();
            }

            together.Add(line);
        }

        return (counts, arriving.New);
    }

    private static bool IsAlike(TransferLine one, TransferLine other) => (one, other) switch
    {
        ({ Document: { } document }, { Document: { } next }) => document.Partition == next.Partition,
        ({ Contact: not null }, { Contact: not null }) or ({ Suppression: not null }, { Suppression: not null }) or ({ Event: not null }, { Event: not null }) => true,
        _ => false,
    };

    private async Task TakeAsync(Arriving arriving, List<(long Number, TransferLine Line)> lines, CancellationToken cancellation)
    {
        switch (lines[0].Line)
        {
            case { Document: not null }:
                await TakeDocumentsAsync(arriving, lines, cancellation);
                break;
            case { Suppression: not null }:
                arriving.New = arriving.New with { Suppressions = arriving.New.Suppressions + await SuppressAsync(arriving.Workspace, [.. lines.Select(line => line.Line.Suppression!)], cancellation) };
                break;
            case { Contact: not null }:
                arriving.Place ??= await PlaceAsync(arriving, lines[0].Number, cancellation);
                var (added, said) = await arrivals.TakeAsync(arriving.File, arriving.Place.Value, arriving.Contacts, lines, cancellation);
                arriving.New = arriving.New with { Contacts = arriving.New.Contacts + added, Consents = arriving.New.Consents + said };
                break;
            case { Event: not null }:
                arriving.Place ??= await PlaceAsync(arriving, lines[0].Number, cancellation);
                arriving.New = arriving.New with { Events = arriving.New.Events + await HappenAsync(arriving, [.. lines.Select(line => line.Line.Event!)], cancellation) };
                break;
        }
    }

    private static async Task TakeDocumentsAsync(Arriving arriving, IReadOnlyList<(long Number, TransferLine Line)> lines, CancellationToken cancellation)
    {
        var read = lines.Select(line => (line.Number, line.Line.Document!.Key, line.Line.Document.Schema, Body: arriving.Contacts.Rewritten(line.Line.Document.Body.GetRawText()))).ToList();
        arriving.New = arriving.New with { Documents = arriving.New.Documents + await arriving.Documents.TakeAsync(arriving.File, read, cancellation) };
    }

    private async Task<(Workspace, ContactTerms)> PlaceAsync(Arriving arriving, long line, CancellationToken cancellation)
    {
        var workspace = await workspaces.FindAsync(arriving.Workspace, cancellation) ?? throw arriving.File.Refused(line, "comes before its workspace", "export the workspace again");
        return (workspace, ContactTerms.Of(workspace, await outlets.OfAsync(workspace.Id, cancellation), time));
    }

    private async Task<long> SuppressAsync(WorkspaceId workspace, IReadOnlyList<Suppression> listed, CancellationToken cancellation)
    {
        var added = 0L;
        foreach (var same in listed.GroupBy(each => each.At))
        {
            var missing = new List<SuppressionEntry>();
            foreach (var one in same)
            {
                if (!await suppressions.IsListedAsync(workspace, one.Channel, Hash(one), cancellation))
                    missing.Add(new SuppressionEntry(Hash(one), null, Channels.ChannelSet.Of(one.Channel), one.Reason));
            }

            if (missing.Count > 0)
                added += await suppressions.AddAsync(workspace, missing, same.Key, cancellation: cancellation);
        }

        return added;
    }

    private static Consent.AddressHash Hash(Suppression one) => Consent.AddressHash.TryParse(one.Hash, out var hash) ? hash : throw new TransferRefusedException($"'{one.Hash}' is no hash of an address: export the workspace again.");

    private async Task<long> HappenAsync(Arriving arriving, IReadOnlyList<ContactEvent> happened, CancellationToken cancellation)
    {
        var added = 0L;
        foreach (var same in happened.GroupBy(each => each.ReceivedAt))
        {
            var received = same.Select(each => new ReceivedEvent(
                each.Id, each.Type, new EventIdentity(IdentityKind.ContactId, arriving.Contacts[each.Contact!.Value].ToString()), each.At, each.Outlet, each.Content)
            { Currency = arriving.Place!.Value.Workspace.Currency }).ToList();
            var outcome = await events.AddAsync(arriving.Workspace, received, same.Key, cancellation);
            if (outcome.Strangers.Count > 0)
                throw new TransferRefusedException($"The event '{received[outcome.Strangers[0]].Id}' is of a contact that is not in the file: export the workspace again.");
            added += outcome.Accepted;
        }

        return added;
    }

    private sealed class Arriving(TransferFile file, WorkspaceId workspace, MovedContacts contacts, DocumentArrivals documents)
    {
        public TransferFile File => file;

        public WorkspaceId Workspace => workspace;

        public MovedContacts Contacts => contacts;

        public DocumentArrivals Documents => documents;

        public (Workspace Workspace, ContactTerms Terms)? Place { get; set; }

        public TransferCounts New { get; set; } = new();
    }
}
