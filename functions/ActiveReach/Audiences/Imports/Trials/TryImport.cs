using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Imports.Trials;

/// <summary>Tells all that an import would say of a file, and stores nothing.</summary>
public sealed class TryImport(AcceptImport accept, IImportSpool spool, OutletDirectories outlets, TimeProvider clock)
{
    public const int MostFindings = 100;

    /// <exception cref="Problems.InvalidInputException">An import would refuse the file as a whole.</exception>
    public async Task<ImportTrial> RunAsync(Workspace workspace, Stream body, ImportFile file, CancellationToken cancellation = default)
    {
        var id = AcceptImport.NewId();
        await accept.KeepAsync(id, body, cancellation);
        try
        {
            return await RunAsync(workspace, id, file, cancellation);
        }
        finally
        {
            await spool.DeleteAsync(id);
        }
    }

    /// <param name="id">Of the file in the spool, which stays there.</param>
    public async Task<ImportTrial> RunAsync(Workspace workspace, string id, ImportFile file, CancellationToken cancellation = default)
    {
        var survey = await accept.SurveyAsync(workspace, id, file, cancellation);
        var fields = workspace.CustomFields.Concat(survey.NewFields).ToDictionary(StringComparer.Ordinal);
        var terms = ContactTerms.Of(workspace.With(new FieldSettings { CustomFields = fields }), await outlets.OfAsync(workspace.Id, cancellation), clock);
        using var reader = new ImportReader(await spool.OpenReadAsync(id, cancellation), file, terms);
        var (ids, findings) = (new RepeatedIds(survey.Rows), new List<ImportError>());
        long accepted = 0, rejected = 0, warnings = 0;
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var row = reader.Parser.Parse(reader.Line, reader.Text);
            IReadOnlyList<ImportError> found = row.Draft is null ? row.Errors : ids.Look(row) is { } repeated ? [.. row.Warnings, repeated] : row.Warnings;
            if (row.Draft is null)
                rejected++;
            else
                (accepted, warnings) = (accepted + 1, warnings + found.Count);
            findings.AddRange(found.Take(MostFindings - findings.Count));
        }

        return new ImportTrial(survey, accepted, rejected, warnings, findings);
    }
}
