using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Contacts;

/// <summary>Adds contacts and changes them, as callers of the API write them.</summary>
public sealed class SaveContact(IContactStore contacts, OutletDirectories outlets, WorkspaceRegister workspaces, TimeProvider clock)
{
    /// <summary>Adds a contact, or updates the one with the same external id, else phone, else e-mail.</summary>
    public async Task<(Contact Contact, bool Added)> RunAsync(Caller caller, InputValue json, CancellationToken cancellation = default)
    {
        var workspace = await workspaces.ReadAsync(caller.Workspace, cancellation);
        var draft = await ReadAsync(json, workspace, await KnownAsync(json, workspace, cancellation), cancellation);
        return await contacts.SaveAsync(workspace, draft, Origin(caller), cancellation);
    }

    /// <param name="condition">Throws when the contact isn't the one that the caller means to change; gives the version that it must still
    /// have when it is written, null for whatever it is.</param>
    public async Task<Contact> ChangeAsync(Caller caller, string id, InputValue patch, Func<Contact, long?> condition, CancellationToken cancellation = default)
    {
        var (workspace, current) = await FindAsync(caller, id, cancellation);
        var draft = await ReadAsync(patch, workspace, current, cancellation);
        return await contacts.ChangeAsync(workspace, current.Id, draft, condition(current), Origin(caller), cancellation);
    }

    /// <summary>Puts a contact to an outlet for good.</summary>
    /// <param name="outlet">Id, external id or name; null leaves it to the workspace's rule again.</param>
    /// <param name="condition">As in <see cref="ChangeAsync"/>.</param>
    public async Task<Contact> PutToOutletAsync(Caller caller, string id, string? outlet, Func<Contact, long?> condition, CancellationToken cancellation = default)
    {
        var (workspace, current) = await FindAsync(caller, id, cancellation);
        var version = condition(current);
        var found = outlet is null ? null : (await outlets.OfAsync(workspace.Id, cancellation)).Find(outlet)?.Id.Value
            ?? throw new InvalidInputException("outlet", "unknown_outlet", $"There is no outlet '{(outlet.Length <= 60 ? outlet : outlet[..60] + "…")}': give the id, externalId or name of one, or null.");
        return await contacts.ChangeAsync(workspace, current.Id, new ContactDraft { [ContactFields.Outlet] = found }, version, Origin(caller), cancellation);
    }

    private async Task<(Workspace Workspace, Contact Contact)> FindAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var workspace = await workspaces.ReadAsync(caller.Workspace, cancellation);
        return ContactId.TryParse(id, out var contact) && await contacts.FindAsync(workspace.Id, contact, cancellation) is { } found
            ? (workspace, found)
            : throw new NotFoundException("contact", id);
    }

    /// <summary>The contact with the externalId, whose country tells what a phone number without a country code means.</summary>
    private async Task<Contact?> KnownAsync(InputValue json, Workspace workspace, CancellationToken cancellation) =>
        json["phone"]?.AsText is [not '+', ..] && json["externalId"]?.AsText is { } externalId
            ? await contacts.FindByExternalIdAsync(workspace.Id, externalId.Trim(), cancellation)
            : null;

    private async Task<ContactDraft> ReadAsync(InputValue json, Workspace workspace, Contact? known, CancellationToken cancellation)
    {
        var terms = ContactTerms.Of(workspace, await outlets.OfAsync(workspace.Id, cancellation), clock) with { Known = known };
        var draft = JsonContact.Read(json, terms);
        json.RefuseProblems();
        return draft;
    }

    private ContactOrigin Origin(Caller caller) => new("api", clock.GetUtcNow(), caller.Member);
}
