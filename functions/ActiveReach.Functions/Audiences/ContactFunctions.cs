using System.Globalization;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences;

/// <summary>The people of a workspace, one by one.</summary>
public sealed class ContactFunctions(IContactStore contacts, OutletDirectories outlets, EraseContact erase, IWorkspaceStore workspaces, TimeProvider clock)
{
    /// <summary>One contact. <c>contacts/import/…</c> and <c>contacts/export</c> are none: the Functions host prefers no literal to a parameter.</summary>
    internal const string One = All + "/{id:regex(^(?!(import|export)$))}";

    private const string All = "api/workspaces/{ws}/contacts";

    [Function("ListContacts")]
    [RequiresRole(Role.Viewer)]
    [Operation("Contacts by age of their record; q is found in names, phone, email and externalId; location is an outlet's id, externalId or name.", Query = ["q", "location", "limit", "cursor", "sort"], Response = typeof(Page<ContactView>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request)
    {
        var query = request.ReadPageQuery("createdAt", ["createdAt"], "q", "location");
        var after = PageCursor.ReadNumber(query.Cursor) is { } id ? new ContactId(id) : (ContactId?)null;
        var outlet = request.One("location") is { } location ? (await outlets.OfAsync(request.Caller().Workspace, request.HttpContext.RequestAborted)).Resolve(location) : null;
        var page = await contacts.ListAsync(request.Caller().Workspace, request.One("q"), after, query.Limit, query.Descending, outlet, request.HttpContext.RequestAborted);
        var next = page.HasMore ? PageCursor.Write(page.Items[^1].Id.Value.ToString(CultureInfo.InvariantCulture)) : null;
        return Answers.Ok(new Page<ContactView>([.. page.Items.Select(ContactView.Of)], next, page.Total));
    }

    [Function("SaveContact")]
    [RequiresRole(Role.Sender)]
    [Operation("Adds a contact (201), or updates the one with the same externalId, else phone, else email (200). What is not mentioned stays.", Request = typeof(ContactInput), Response = typeof(ContactView), Status = 201, OtherStatus = 200)]
    public async Task<Answer> SaveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request)
    {
        var workspace = await WorkspaceOf(request);
        var json = await request.ReadJsonAsync();
        var draft = await ReadAsync(json, workspace, await KnownAsync(json, workspace, request.HttpContext.RequestAborted), request.HttpContext.RequestAborted);
        var (contact, added) = await contacts.SaveAsync(workspace, draft, Origin(request), request.HttpContext.RequestAborted);
        var view = ContactView.Of(contact);
        return added
            ? Answers.Created($"/api/workspaces/{workspace.Id}/contacts/{contact.Id}", view, ContactView.Tag(contact))
            : Answers.Ok(view, ContactView.Tag(contact));
    }

    [Function("GetContact")]
    [RequiresRole(Role.Viewer)]
    [Operation("One contact.", Response = typeof(ContactView))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, string id)
    {
        var contact = await FindAsync(request, id);
        return request.OkUnlessKnown(ContactView.Of(contact), ContactView.Tag(contact));
    }

    [Function("ChangeContact")]
    [RequiresRole(Role.Sender)]
    [Operation("Changes a contact by JSON merge patch: null clears, custom and consent are merged.", Request = typeof(ContactInput), Response = typeof(ContactView), Versioned = true)]
    public async Task<Answer> ChangeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = One)] HttpRequest request, string id)
    {
        var workspace = await WorkspaceOf(request);
        var patch = await request.ReadMergePatchAsync();
        var current = await FindAsync(request, id);
        var draft = await ReadAsync(patch, workspace, current, request.HttpContext.RequestAborted);
        request.CheckMatch(ContactView.Tag(current), ContactView.Of(current), patch.Json);
        try
        {
            long? version = request.Headers.IfMatch.Count > 0 ? current.Version : null;
            var contact = await contacts.ChangeAsync(workspace, current.Id, draft, version, Origin(request), request.HttpContext.RequestAborted);
            return Answers.Ok(ContactView.Of(contact), ContactView.Tag(contact));
        }
        catch (StaleVersionException stale)
        {
            throw new StaleVersionException(ContactView.Of((Contact)stale.Current), stale.CurrentTag, patch.Json);
        }
    }

    [Function("EraseContact")]
    [RequiresRole(Role.Admin)]
    [Operation("Erases a contact, their events and the words of their replies for good; hashes of the addresses stay on the suppression list, orders and figures without a name.", Status = 204, Versioned = true)]
    public async Task<Answer> EraseAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string id)
    {
        var contact = await FindAsync(request, id);
        request.CheckMatch(ContactView.Tag(contact), ContactView.Of(contact));
        await erase.RunAsync(request.Caller(), contact, request.HttpContext.RequestAborted);
        return Answers.NoContent();
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

    private async Task<Contact> FindAsync(HttpRequest request, string id) =>
        ContactId.TryParse(id, out var contact) && await contacts.FindAsync(request.Caller().Workspace, contact, request.HttpContext.RequestAborted) is { } found
            ? found
            : throw new NotFoundException("contact", id);

    private ContactOrigin Origin(HttpRequest request) => new("api", clock.GetUtcNow(), request.Caller().Member);

    private Task<Workspace> WorkspaceOf(HttpRequest request) => workspaces.OfAsync(request);
}
