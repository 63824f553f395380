using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Consent;
using ActiveReach.Consent.Reviews;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Documents;
using ActiveReach.Events;
using ActiveReach.Outlets;
using ActiveReach.Transfer;
using ActiveReach.Workspaces;
using Contracts.Audiences;

namespace Contracts.Transfer;

/// <summary>The stores that a workspace is exported from or imported into, whatever they are made of.</summary>
public sealed record TransferStores(IDocuments Documents, IContactStore Contacts, IConsentStore Consents, ISuppressionStore Suppressions, IEventStore Events, IFieldTypeStore FieldTypes)
{
    private WorkspaceRegister Workspaces => new(Documents);

    public async Task<(byte[] File, TransferCounts Counts)> ExportAsync(WorkspaceId workspace)
    {
        using var file = new MemoryStream();
        var counts = await new ExportWorkspace(Documents, Contacts, Consents, Suppressions, Events, FieldTypes, new ReviewList(Documents, Consents), Workspaces, SomeContact.Clock).RunAsync(workspace, file);
        return (file.ToArray(), counts);
    }

    public Task<(TransferCounts There, TransferCounts New)> ImportAsync(byte[] file) => new ImportWorkspace(
        Documents, Suppressions, Events, new ContactArrivals(Contacts, Consents), Workspaces, new OutletDirectories(new OutletRegister(Documents)), SomeContact.Clock)
        .RunAsync(new TransferFile("shop.ndjson", () => new MemoryStream(file)));
}
