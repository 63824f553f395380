using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Reports;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>The rows of a file that are stored together. Where one begins, the next begins always in the same place: an import that was cut off
/// hands over the same rows again.</summary>
internal sealed class FileBatch
{
    /// <summary>Most characters, for the sake of memory: rows may be long.</summary>
    private const int MostCharacters = 4 * 1024 * 1024;

    private readonly List<ContactDraft> contacts = [];
    private readonly List<long> lines = [];
    private readonly List<ImportError> findings = [];

    /// <summary>Rows of the file, those that are no contact included.</summary>
    public int Rows { get; private set; }

    public IReadOnlyList<ContactDraft> Contacts => contacts;

    public static FileBatch Read(ImportReader reader, RepeatedIds ids)
    {
        var batch = new FileBatch();
        for (var characters = 0; batch.Rows < ImportBatch.MostRows && characters < MostCharacters && reader.Read(); characters += reader.Text.Characters.Length)
            batch.Add(reader.Parser.Parse(reader.Line, reader.Text), ids);
        return batch;
    }

    /// <summary>The job behind this batch, and what is to be reported of it: of the first <see cref="ImportReports.MostRows"/> rejected rows, and
    /// of as many warnings.</summary>
    /// <param name="outcomes">Of the contacts, one each.</param>
    public (ImportJob Job, IReadOnlyList<ImportError> Report) Settle(ImportJob job, IReadOnlyList<RowOutcome> outcomes)
    {
        var (rejected, warnings, report) = (job.Rejected, job.Warnings, new List<ImportError>());
        foreach (var row in Findings(outcomes).GroupBy(finding => finding.Line))
        {
            if (row.Any(finding => !finding.IsWarning))
            {
                if (++rejected <= ImportReports.MostRows)
                    report.AddRange(row.Where(finding => !finding.IsWarning));
                continue;
            }

            if (warnings < ImportReports.MostRows)
                report.AddRange(row);
            warnings += row.Count();
        }

        return (job with
        {
            Batches = job.Batches + 1,
            Rows = job.Rows + Rows,
            Created = job.Created + Count(RowResult.Created),
            Updated = job.Updated + Count(RowResult.Updated),
            Unchanged = job.Unchanged + Count(RowResult.Unchanged),
            Rejected = rejected,
            Warnings = warnings,
        }, report);

        int Count(RowResult result) => outcomes.Count(outcome => outcome.Result == result);
    }

    private void Add(ImportRow row, RepeatedIds ids)
    {
        Rows++;
        findings.AddRange(row.Errors);
        findings.AddRange(row.Warnings);
        if (row.Draft is null)
            return;
        contacts.Add(row.Draft);
        lines.Add(row.Line);
        if (ids.Look(row) is { } repeated)
            findings.Add(repeated);
    }

    /// <summary>What was found when the rows were read and when they were stored, in the order of the file.</summary>
    private IEnumerable<ImportError> Findings(IReadOnlyList<RowOutcome> outcomes)
    {
        var refused = outcomes.Select((outcome, row) => (outcome.Reason, row)).Where(each => each.Reason is not null).Select(each => new ImportError(lines[each.row], "", "", each.Reason!)).ToList();
        return refused.Count == 0 ? findings : findings.Concat(refused).OrderBy(finding => finding.Line);
    }
}
