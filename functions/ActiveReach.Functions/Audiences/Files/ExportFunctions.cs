using System.Runtime.CompilerServices;
using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Exports;
using ActiveReach.Audiences.Imports;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences.Files;

/// <summary>Contacts as a file that can be imported again.</summary>
public sealed class ExportFunctions(IContactStore contacts, IAudienceReader audiences, ResolveAudience resolve, IWorkspaceStore workspaces)
{
    private const int PageSize = 1000;

    [Function("ExportContacts")]
    [RequiresRole(Role.Sender)]
    [Operation(
        "All contacts, or those of a segment, as CSV (format=csv, the default), as CSV for spreadsheets (format=excel: with a byte order mark, ids and phones kept as text) or as lines of JSON (format=ndjson), streamed. In CSV texts that a spreadsheet would run as a formula begin with an apostrophe.",
        Query = ["format", "segment"], Produces = ["text/csv", "application/x-ndjson"])]
    public async Task<Answer> ExportAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/contacts/export")] HttpRequest request)
    {
        request.RefuseUnknownQuery("format", "segment");
        var csv = request.One("format") switch
        {
            null or "csv" => new ContactCsv(),
            "excel" => new ContactCsv(forSpreadsheets: true),
            "ndjson" => null,
            var other => throw new InvalidInputException("format", "unknown_value", $"format is '{InputProblem.Shorten(other)}': use csv, excel or ndjson."),
        };
        var workspace = await workspaces.OfAsync(request);
        var audience = request.One("segment") is { } segment ? await OfSegmentAsync(segment, workspace, request.HttpContext.RequestAborted) : null;
        var (type, ending) = csv is not null ? ("text/csv; charset=utf-8", "csv") : ("application/x-ndjson", "ndjson");
        return Answers.Of(Results.Stream(body => WriteAsync(workspace, audience, csv, body, request.HttpContext.RequestAborted), type, $"{workspace.Id}-contacts.{ending}"));
    }

    private async Task<ResolvedAudience> OfSegmentAsync(string segment, Workspace workspace, CancellationToken cancellation)
    {
        var audience = new Audience { Include = [segment] };
        return await resolve.CheckAsync(audience, workspace, "", cancellation) is [var problem, ..]
            ? throw new InvalidInputException("segment", problem.Code, problem.Message)
            : await resolve.NowAsync(audience, workspace, "", cancellation);
    }

    private async Task WriteAsync(Workspace workspace, ResolvedAudience? audience, ContactCsv? csv, Stream body, CancellationToken cancellation)
    {
        var custom = workspace.CustomFields.Keys.Order(StringComparer.Ordinal).ToList();
        if (csv is not null)
            await body.WriteAsync(Encoding.UTF8.GetBytes(csv.Header(custom)), cancellation);
        using var part = new MemoryStream();
        await foreach (var page in PagesAsync(workspace, audience, cancellation))
        {
            Append(part, csv, page, custom);
            await body.WriteAsync(part.GetBuffer().AsMemory(0, (int)part.Length), cancellation);
            part.SetLength(0);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<Contact>> PagesAsync(Workspace workspace, ResolvedAudience? audience, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ContactId after = default;
        while (true)
        {
            IReadOnlyList<ContactId>? ids = audience is null ? null : [.. (await audiences.PageAsync(audience, after, PageSize, cancellation)).Select(person => person.Id)];
            var page = ids is null ? await contacts.NextAsync(workspace.Id, after == default ? null : after, PageSize, cancellation) : await contacts.ReadAsync(workspace.Id, ids, cancellation);
            if (ids?.Count == 0 || (ids is null && page.Count == 0))
                yield break;
            yield return page;
            after = ids is null ? page[^1].Id : ids[^1];
        }
    }

    private static void Append(MemoryStream part, ContactCsv? csv, IReadOnlyList<Contact> page, List<string> custom)
    {
        if (csv is null)
        {
            foreach (var contact in page)
                ContactNdjson.Append(part, contact, custom);
            return;
        }

        var rows = new StringBuilder();
        foreach (var contact in page)
            csv.Append(rows, contact, custom);
        part.Write(Encoding.UTF8.GetBytes(rows.ToString()));
    }
}
