using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Reports;
using ActiveReach.Audiences.Imports.Trials;
using ActiveReach.Audiences.Uploads;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences.Files;

/// <summary>Files of contacts: taken in, watched, reported on.</summary>
public sealed class ImportFunctions(
    AcceptImport accept, TryImport trial, ReceiveUpload uploads, UploadLinks links, ImportJobs imports, WriteImportReport report, CallersWorkspace workspaces)
{
    private const string All = "api/workspaces/{ws}/contacts/import";
    private const string One = All + "/{import}";

    [Function("ImportContactsFile")]
    [RequiresRole(Role.Sender)]
    [NotRepeatable("a file is streamed; importing it twice changes nothing")]
    [Operation(
        "Takes a file of contacts (text/csv or application/x-ndjson), or as JSON the source of an upload, and imports it. mode: upsert (default) or insert; map: header:column pairs with commas, or a JSON object; types: field:type pairs for new custom fields. With dryRun=true nothing is stored: the answer (200) tells what an import would do.",
        Query = ["mode", "map", "types", "dryRun"], Request = typeof(ImportSource), Files = ["text/csv", "application/x-ndjson"], Response = typeof(ImportView), Status = 202,
        OtherStatus = 200, OtherResponse = typeof(ImportTrialView))]
    public async Task<Answer> AcceptAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request)
    {
        request.RefuseUnknownQuery("mode", "map", "types", "dryRun");
        request.RequireType("text/csv", "application/x-ndjson", "application/json");
        var mode = request.One("mode") switch
        {
            null or "upsert" => ImportMode.Upsert,
            "insert" => ImportMode.Insert,
            var other => throw new InvalidInputException("mode", "unknown_value", $"mode is '{InputProblem.Shorten(other)}': use upsert or insert."),
        };
        var isDry = request.One("dryRun") switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw new InvalidInputException("dryRun", "unknown_value", $"dryRun is '{InputProblem.Shorten(other)}': use true or false."),
        };
        var told = new ImportFile { Mapping = ImportQuery.Mapping(request), Types = ImportQuery.Types(request.One("types")) };
        var (workspace, caller, cancellation) = (await workspaces.ReadAsync(request), request.Caller().Member, request.HttpContext.RequestAborted);
        if (request.ContentType!.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            var source = await request.ReadJsonAsync<ImportSource>();
            var upload = links.ReadUrl(source.Source);
            return isDry
                ? Answers.Ok(ImportTrialView.Of(await uploads.TryAsync(workspace, upload, source.Format, told, cancellation)))
                : Accepted(await uploads.UseAsync(workspace, upload, source.Format, told, mode, caller, cancellation));
        }

        var file = told.As(request);
        return isDry
            ? Answers.Ok(ImportTrialView.Of(await trial.RunAsync(workspace, request.Body, file, cancellation)))
            : Accepted(await accept.AcceptAsync(workspace, request.Body, file, mode, caller, cancellation));
    }

    private static Answer Accepted(ImportJob job) => Answers.Accepted(PathOf(job), ImportView.Of(job, PathOf(job)));

    [Function("GetImport")]
    [RequiresRole(Role.Viewer)]
    [Operation("How far an import has come.", Response = typeof(ImportView))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, string import)
    {
        var job = await FindAsync(request, import);
        return Answers.Ok(ImportView.Of(job, PathOf(job)));
    }

    [Function("GetImportReport")]
    [RequiresRole(Role.Viewer)]
    [Operation("What was wrong with rejected rows (severity error) and what was left out of rows that were taken (warning), as CSV: line, column, value, message, severity. With severity only those of one kind.", Query = ["severity"], Produces = ["text/csv"])]
    public async Task<Answer> ReportAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One + "/report")] HttpRequest request, string import)
    {
        request.RefuseUnknownQuery("severity");
        var severity = request.One("severity");
        if (severity is not (null or WriteImportReport.Error or WriteImportReport.Warning))
            throw new InvalidInputException("severity", "unknown_value", $"severity is '{InputProblem.Shorten(severity)}': use {WriteImportReport.Error} or {WriteImportReport.Warning}.");
        var job = await FindAsync(request, import);
        return Answers.Of(Results.Stream(body => report.RunAsync(job, severity, body, request.HttpContext.RequestAborted), "text/csv; charset=utf-8", $"{job.Id}-report.csv"));
    }

    private async Task<ImportJob> FindAsync(HttpRequest request, string id) =>
        await imports.FindAsync(request.Caller().Workspace, id, request.HttpContext.RequestAborted) ?? throw new NotFoundException("import", InputProblem.Shorten(id));

    private static string PathOf(ImportJob job) => $"/api/workspaces/{job.Workspace}/contacts/import/{job.Id}";
}
