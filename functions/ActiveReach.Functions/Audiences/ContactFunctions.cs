using System.Globalization;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Functions.Entries;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Audiences;

/// <summary>The people of a workspace, one by one.</summary>
public sealed class ContactFunctions(IContactStore contacts, OutletDirectories outlets, SaveContact save, EraseContact erase, ChangedContacts changed)
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
    public async Task<Answer> SaveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var json = await request.ReadJsonAsync();
        var (contact, added) = await save.RunAsync(request.Caller(), json, request.HttpContext.RequestAborted);
        await changed.TellAsync(client, request.Caller().Workspace, contact.Id, request.HttpContext.RequestAborted);
        var view = ContactView.Of(contact);
        return added
            ? Answers.Created($"/api/workspaces/{request.Caller().Workspace}/contacts/{contact.Id}", view, ContactView.Tag(contact))
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
    public async Task<Answer> ChangeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = One)] HttpRequest request, [DurableClient] DurableTaskClient client, string id)
    {
        var patch = await request.ReadMergePatchAsync();
        return await request.ChangeContactAsync(patch.Json, async condition =>
        {
            var contact = await save.ChangeAsync(request.Caller(), id, patch, condition, request.HttpContext.RequestAborted);
            await changed.TellAsync(client, request.Caller().Workspace, contact.Id, request.HttpContext.RequestAborted);
            return contact;
        });
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

    private async Task<Contact> FindAsync(HttpRequest request, string id) =>
        ContactId.TryParse(id, out var contact) && await contacts.FindAsync(request.Caller().Workspace, contact, request.HttpContext.RequestAborted) is { } found
            ? found
            : throw new NotFoundException("contact", id);
}
