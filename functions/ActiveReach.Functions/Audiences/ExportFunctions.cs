using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Functions.Http;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences;

/// <summary>All contacts as a file that can be imported again.</summary>
public sealed class ExportFunctions(IContactStore contacts, IWorkspaceStore workspaces)
{
    private const int PageSize = 1000;

    [Function("ExportContacts")]
    [RequiresRole(Role.Sender)]
    [Operation("All contacts as CSV, streamed. Texts that a spreadsheet would run as a formula begin with an apostrophe.")]
    public async Task<IResult> ExportAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/contacts/export")] HttpRequest request)
    {
        request.RefuseUnknownQuery();
        var workspace = await workspaces.OfAsync(request);
        return Results.Stream(body => WriteAsync(workspace, body, request.HttpContext.RequestAborted), "text/csv; charset=utf-8", $"{workspace.Id}-contacts.csv");
    }

    private async Task WriteAsync(Workspace workspace, Stream body, CancellationToken cancellation)
    {
        var custom = workspace.CustomFields.Keys.Order(StringComparer.Ordinal).ToList();
        var csv = new StringBuilder(ContactCsv.Header(custom));
        ContactId? after = null;
        while (true)
        {
            var page = await contacts.NextAsync(workspace.Id, after, PageSize, cancellation);
            foreach (var contact in page)
                ContactCsv.Append(csv, contact, custom);
            await body.WriteAsync(Encoding.UTF8.GetBytes(csv.ToString()), cancellation);
            csv.Clear();
            if (page.Count < PageSize)
                return;
            after = page[^1].Id;
        }
    }
}
