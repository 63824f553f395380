using System.Text;

namespace ActiveReach.Audiences.Imports.Reports;

/// <summary>Writes what was wrong with rows of an import as CSV: line, column, value, message, severity.</summary>
public sealed class WriteImportReport(IImportRows rows)
{
    public const string Error = "error";
    public const string Warning = "warning";

    private const int PageSize = 1000;

    /// <param name="severity"><see cref="Error"/> for rejected rows, <see cref="Warning"/> for what was left out of rows that were taken, null for both.</param>
    public async Task RunAsync(ImportJob job, string? severity, Stream body, CancellationToken cancellation = default)
    {
        var csv = new StringBuilder("line,column,value,message,severity\r\n");
        var (line, part, isOver) = (0L, -1, false);
        while (!isOver)
        {
            var errors = await rows.ErrorsAsync(job.Id, line, part, PageSize, cancellation);
            foreach (var (error, number) in errors)
            {
                (line, part) = (error.Line, number);
                if (severity is null || severity == SeverityOf(error))
                    Append(csv, error);
            }

            isOver = errors.Count < PageSize;
            if (isOver)
                AppendWhatIsLeftOut(csv, job, severity);
            await body.WriteAsync(Encoding.UTF8.GetBytes(csv.ToString()), cancellation);
            csv.Clear();
        }
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
        if (severity is not Warning && job.Rejected > IImportRows.MostReported)
            csv.Append(",,,").Append(job.Rejected).Append(" rows were rejected; details are kept of the first ").Append(IImportRows.MostReported).Append(',').Append(Error).Append("\r\n");
        if (severity is not Error && job.Warnings > IImportRows.MostReported)
            csv.Append(",,,").Append(job.Warnings).Append(" warnings came up; details are kept of the first ").Append(IImportRows.MostReported).Append(',').Append(Warning).Append("\r\n");
    }

    private static string SeverityOf(ImportError error) => error.IsWarning ? Warning : Error;
}
