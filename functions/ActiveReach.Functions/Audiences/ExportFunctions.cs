using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Exports;
using ActiveReach.Audiences.Imports;
using ActiveReach.Functions.Http;
using ActiveReach.Problems;
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
    [Operation(
        "All contacts as CSV (format=csv, the default) or as lines of JSON (format=ndjson), streamed. In CSV texts that a spreadsheet would run as a formula begin with an apostrophe.",
        Query = ["format"])]
    public async Task<IResult> ExportAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/contacts/export")] HttpRequest request)
    {
        request.RefuseUnknownQuery("format");
        var format = request.One("format") switch
        {
            null or "csv" => ImportFormat.Csv,
            "ndjson" => ImportFormat.Ndjson,
            var other => throw new InvalidInputException("format", "unknown_value", $"format is '{ImportError.Shorten(other)}': use csv or ndjson."),
        };
        var workspace = await workspaces.OfAsync(request);
        var (type, ending) = format == ImportFormat.Csv ? ("text/csv; charset=utf-8", "csv") : ("application/x-ndjson", "ndjson");
        return Results.Stream(body => WriteAsync(workspace, format, body, request.HttpContext.RequestAborted), type, $"{workspace.Id}-contacts.{ending}");
    }

    private async Task WriteAsync(Workspace workspace, ImportFormat format, Stream body, CancellationToken cancellation)
    {
        var custom = workspace.CustomFields.Keys.Order(StringComparer.Ordinal).ToList();
        if (format == ImportFormat.Csv)
            await body.WriteAsync(Encoding.UTF8.GetBytes(ContactCsv.Header(custom)), cancellation);
        using var part = new MemoryStream();
        ContactId? after = null;
        while (true)
        {
            var page = await contacts.NextAsync(workspace.Id, after, PageSize, cancellation);
            Append(part, format, page, custom);
            await body.WriteAsync(part.GetBuffer().AsMemory(0, (int)part.Length), cancellation);
            part.SetLength(0);
            if (page.Count < PageSize)
                return;
            after = page[^1].Id;
        }
    }

    private static void Append(MemoryStream part, ImportFormat format, IReadOnlyList<Contact> page, List<string> custom)
    {
        if (format == ImportFormat.Ndjson)
        {
            foreach (var contact in page)
                ContactNdjson.Append(part, contact, custom);
            return;
        }

        var csv = new StringBuilder();
        foreach (var contact in page)
            ContactCsv.Append(csv, contact, custom);
        part.Write(Encoding.UTF8.GetBytes(csv.ToString()));
    }
}
