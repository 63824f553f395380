using System.Text;

namespace ActiveReach.Audiences.Imports.Reports;

/// <summary>Writes what was wrong with rows of an import as CSV: line, column, value, message, severity.</summary>
public sealed class WriteImportReport(ImportReports reports)
{
    public const string Error = "error";
    public const string Warning = "warning";

    private const int ChunkSize = 64 * 1024;

    /// <param name="severity"><see cref="Error"/> for rejected rows, <see cref="Warning"/> for what was left out of rows that were taken, null for both.</param>
    public async Task RunAsync(ImportJob job, string? severity, Stream body, CancellationToken cancellation = default)
    {
        var csv = new StringBuilder("line,column,value,message,severity\r\n");
        await foreach (var entry in reports.ReadAsync(job, cancellation))
        {
            if (severity is null || severity == SeverityOf(entry))
                Append(csv, entry);
            if (csv.Length < ChunkSize)
                continue;
            await body.WriteAsync(Encoding.UTF8.GetBytes(csv.ToString()), cancellation);
            csv.Clear();
        }

        AppendWhatIsLeftOut(csv, job, severity);
        await body.WriteAsync(Encoding.UTF8.GetBytes(csv.ToString()), cancellation);
    }

    private static void Append(StringBuilder csv, ImportError error)
    {
        csv.Append(error.Line);
        ContactCsv.Text(csv, error.Field);
        ContactCsv.Text(csv, error.Value);
        ContactCsv.Text(csv, error.Message);
        csv.Append(',').Append(SeverityOf(error)).Append("\r\n");
    }

    private static void AppendWhatIsLeftOut(StringBuilder csv, ImportJob job, string? severity)
    {
        if (severity is not Warning && job.Rejected > ImportReports.MostRows)
            csv.Append(",,,").Append(job.Rejected).Append(" rows were rejected; details are kept of the first ").Append(ImportReports.MostRows).Append(',').Append(Error).Append("\r\n");
        if (severity is not Error && job.Warnings > ImportReports.MostRows)
            csv.Append(",,,").Append(job.Warnings).Append(" warnings came up; details are kept of the first ").Append(ImportReports.MostRows).Append(',').Append(Warning).Append("\r\n");
    }

    private static string SeverityOf(ImportError error) => error.IsWarning ? Warning : Error;
}
