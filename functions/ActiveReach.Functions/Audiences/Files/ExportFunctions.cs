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
public sealed class ExportFunctions(ExportContacts export)
{
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
        var write = await export.RunAsync(request.Caller(), request.One("segment"), csv, request.HttpContext.RequestAborted);
        var (type, ending) = csv is not null ? ("text/csv; charset=utf-8", "csv") : ("application/x-ndjson", "ndjson");
        return Answers.Of(Results.Stream(write, type, $"{request.Caller().Workspace}-contacts.{ending}"));
    }
}
