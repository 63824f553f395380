using System.Globalization;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Functions.Audiences;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Outlets;

/// <summary>Who belongs to which outlet.</summary>
public sealed class OutletContactFunctions(IOutletStore outlets, OutletDirectories directories, IContactStore contacts, IWorkspaceStore workspaces, TimeProvider clock)
{
    [Function("ListContactsOfOutlet")]
    [RequiresRole(Role.Viewer)]
    [Operation("The contacts of an outlet by age of their record, whatever put them there; total counts them all.", Query = ["limit", "cursor", "sort"], Response = typeof(Page<ContactView>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = OutletFunctions.One + "/contacts")] HttpRequest request, string id)
    {
        var query = request.ReadPageQuery("createdAt", ["createdAt"]);
        var (workspace, cancellation) = (request.Caller().Workspace, request.HttpContext.RequestAborted);
        var outlet = await outlets.FindAsync(workspace, new OutletId(id), cancellation) ?? throw new NotFoundException("outlet", id);
        var after = PageCursor.ReadNumber(query.Cursor) is { } last ? new ContactId(last) : (ContactId?)null;
        var page = await contacts.ListAsync(workspace, null, after, query.Limit, query.Descending, outlet.Id.Value, cancellation);
        var next = page.HasMore ? PageCursor.Write(page.Items[^1].Id.Value.ToString(CultureInfo.InvariantCulture)) : null;
        return Answers.Ok(new Page<ContactView>([.. page.Items.Select(ContactView.Of)], next, page.Total));
    }

    [Function("PutOutletOfContact")]
    [RequiresRole(Role.Sender)]
    [Operation("Puts a contact to an outlet (id, externalId or name), for good; null leaves it to the workspace's outletAssignment again.", Request = typeof(OutletOfContact), Response = typeof(ContactView), Versioned = true)]
    public async Task<Answer> PutAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ContactFunctions.One + "/outlet")] HttpRequest request, string id)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var asked = await request.ReadJsonAsync<OutletOfContact>();
        var workspace = await workspaces.OfAsync(request);
        var current = ContactId.TryParse(id, out var contact) ? await contacts.FindAsync(workspace.Id, contact, cancellation) : null;
        if (current is null)
            throw new NotFoundException("contact", id);
        request.CheckMatch(ContactView.Tag(current), ContactView.Of(current), asked);
        var draft = new ContactDraft { Outlet = new(asked.Outlet is null ? null : await FindAsync(workspace.Id, asked.Outlet, cancellation)) };
        long? version = request.Headers.IfMatch.Count > 0 ? current.Version : null;
        try
        {
            var changed = await contacts.ChangeAsync(workspace, contact, draft, version, new ContactOrigin("api", clock.GetUtcNow(), request.Caller().Member), cancellation);
            return Answers.Ok(ContactView.Of(changed), ContactView.Tag(changed));
        }
        catch (StaleVersionException stale)
        {
            throw new StaleVersionException(ContactView.Of((Contact)stale.Current), stale.CurrentTag, asked);
        }
    }

    private async Task<string> FindAsync(WorkspaceId workspace, string word, CancellationToken cancellation) =>
        (await directories.OfAsync(workspace, cancellation)).Find(word)?.Id.Value
        ?? throw new InvalidInputException("outlet", "unknown_outlet", $"There is no outlet '{(word.Length <= 60 ? word : word[..60] + "…")}': give the id, externalId or name of one, or null.");
}

/// <param name="Outlet">Id, external id or name; null for the one that fits by itself.</param>
public sealed record OutletOfContact(string? Outlet);
