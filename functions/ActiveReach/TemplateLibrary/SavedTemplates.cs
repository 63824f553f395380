using ActiveReach.Documents;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.TemplateLibrary;

/// <summary>The templates of all workspaces. A vendor's id of a version leads to it: the directory tells the workspace.</summary>
public sealed class SavedTemplates(IDocuments documents)
{
    private static readonly DocumentKind<LibraryTemplate> Kind = new DocumentKind<LibraryTemplate>("template", template => template.Name)
        .By("name", template => ListText.Fold(template.Name))
        .By("state", template => (double)template.Latest.State)
        .By("createdAt", template => template.CreatedAt)
        .By("updatedAt", template => template.UpdatedAt)
        .By("words", template => ListText.Fold(string.Join('\n', [template.Name, template.Latest.Header, template.Latest.Body])));

    private static readonly DocumentKind<Place> Places = new("template-reference", place => DocumentKey.IdOf(place.Reference));

    public async Task<LibraryTemplate?> FindAsync(WorkspaceId workspace, string name, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, workspace.Partition, name, cancellation))?.Value;

    /// <summary>The version that a vendor means by its id; null when nobody submitted it.</summary>
    public async Task<(LibraryTemplate Template, TemplateVersion Version)?> FindByReferenceAsync(string reference, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Places, WorkspacePartition.Directory, DocumentKey.IdOf(reference), cancellation))?.Value is { } place
        && await FindAsync(place.Workspace, place.Name, cancellation) is { } template && template.Find(place.Number) is { } version
            ? (template, version)
            : null;

    /// <summary>Remembers what a vendor calls a version. Doing so again changes nothing.</summary>
    public Task NameAsync(string reference, LibraryTemplate template, int number, CancellationToken cancellation = default) =>
        documents.TryAsync(WorkspacePartition.Directory, Places.Put(new Place(reference, template.Workspace, template.Name, number)), cancellation);

    /// <summary>False when the name is taken.</summary>
    public async Task<bool> TryAddAsync(LibraryTemplate template, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        (await documents.CommitAsync(template.Workspace.Partition, [Kind.Add(template with { Revision = 1 }), .. AuditTrail.Tell(audit)], cancellation)).IsDone;

    /// <summary>Writes it if the stored revision is still its own; null when somebody was faster.</summary>
    public async Task<LibraryTemplate?> TryUpdateAsync(LibraryTemplate template, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        var written = template with { Revision = template.Revision + 1 };
        return await ChangeAsync(template, written, cancellation) is { } change
            && (await documents.CommitAsync(template.Workspace.Partition, [change, .. AuditTrail.Tell(audit)], cancellation)).IsDone
            ? written
            : null;
    }

    /// <summary>The same as a part of a commit.</summary>
    internal Task<DocumentChange?> ChangeAsync(LibraryTemplate template, CancellationToken cancellation) =>
        ChangeAsync(template, template with { Revision = template.Revision + 1 }, cancellation);

    /// <param name="state">Only those whose newest version is in it; null for all.</param>
    public async Task<Page<LibraryTemplate>> ListAsync(WorkspaceId workspace, TemplateState? state, string? search, PageQuery query, CancellationToken cancellation = default)
    {
        var where = new List<FieldCondition>();
        if (state is { } one)
            where.Add(FieldCondition.Is("state", (double)one));
        if (search is { Length: > 0 })
            where.Add(FieldCondition.Contains("words", ListText.Fold(search)));
        return (await documents.QueryAsync(Kind, query.Ask(Kind.In(workspace.Partition), query.Sort, where), cancellation)).ToPage();
    }

    private async Task<DocumentChange?> ChangeAsync(LibraryTemplate before, LibraryTemplate after, CancellationToken cancellation) =>
        await documents.FindAsync(Kind, before.Workspace.Partition, before.Name, cancellation) is { } stored && stored.Value.Revision == before.Revision
            ? Kind.Replace(after, stored.ETag)
            : null;

    private sealed record Place(string Reference, WorkspaceId Workspace, string Name, int Number);
}
