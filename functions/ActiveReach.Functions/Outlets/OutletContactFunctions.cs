using System.Globalization;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Functions.Audiences;
using ActiveReach.Functions.Entries;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Outlets;

/// <summary>Who belongs to which outlet.</summary>
public sealed class OutletContactFunctions(OutletDirectories outlets, IContactStore contacts, SaveContact save, ChangedContacts changed)
{
    [Function("ListContactsOfOutlet")]
    [RequiresRole(Role.Viewer)]
    [Operation("The contacts of an outlet by age of their record, whatever put them there; total counts them all.", Query = ["limit", "cursor", "sort"], Response = typeof(Page<ContactView>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = OutletFunctions.One + "/contacts")] HttpRequest request, string id)
    {
        var query = request.ReadPageQuery("createdAt", ["createdAt"]);
        var (workspace, cancellation) = (request.Caller().Workspace, request.HttpContext.RequestAborted);
        if ((await outlets.OfAsync(workspace, cancellation)).Find(id) is not { } outlet || outlet.Id.Value != id)
            throw new NotFoundException("outlet", id);
        var after = PageCursor.ReadNumber(query.Cursor) is { } last ? new ContactId(last) : (ContactId?)null;
        var page = await contacts.ListAsync(workspace, null, after, query.Limit, query.Descending, outlet.Id.Value, cancellation);
        var next = page.HasMore ? PageCursor.Write(page.Items[^1].Id.Value.ToString(CultureInfo.InvariantCulture)) : null;
        return Answers.Ok(new Page<ContactView>([.. page.Items.Select(ContactView.Of)], next, page.Total));
    }

    [Function("PutOutletOfContact")]
    [RequiresRole(Role.Sender)]
    [Operation("Puts a contact to an outlet (id, externalId or name), for good; null leaves it to the workspace's outletAssignment again.", Request = typeof(OutletOfContact), Response = typeof(ContactView), Versioned = true)]
    public async Task<Answer> PutAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ContactFunctions.One + "/outlet")] HttpRequest request, [DurableClient] DurableTaskClient client, string id)
    {
        var asked = await request.ReadJsonAsync<OutletOfContact>();
        return await request.ChangeContactAsync(asked, async condition =>
        {
            var contact = await save.PutToOutletAsync(request.Caller(), id, asked.Outlet, condition, request.HttpContext.RequestAborted);
            await changed.TellAsync(client, request.Caller().Workspace, contact.Id, request.HttpContext.RequestAborted);
            return contact;
        });
    }
}

/// <param name="Outlet">Id, external id or name; null for the one that fits by itself.</param>
public sealed record OutletOfContact(string? Outlet);
