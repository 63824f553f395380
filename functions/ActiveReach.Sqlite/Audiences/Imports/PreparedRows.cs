using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>Rows of a file with what the storage thread needs to add the contact of each, if it is new: the parameters of its INSERT and the
/// values to be found by. Only rows with an external id are prepared; the others have to be looked for first anyway.</summary>
internal sealed class PreparedRows(Workspace workspace, ContactOrigin origin) : ImportBatch
{
    private readonly Contact stranger = new()
    {
        Consents = Enumerable.Repeat(workspace.DefaultConsent, 6).ToArray(),
        Origin = origin.ToString(),
        CreatedAt = origin.At,
        UpdatedAt = origin.At,
        Version = 1,
    };

    public List<ImportRow> Rows { get; } = [];

    public RecordedParameters Parameters { get; } = new();

    public ValueGroups Values { get; } = new();

    public Workspace Workspace => workspace;

    public ContactOrigin Origin => origin;

    public override int Count => Rows.Count;

    public static bool IsPrepared(ImportRow row) => row.Draft?.ExternalId.Value is not null;

    public override void Add(ImportRow row)
    {
        if (IsPrepared(row))
        {
            var contact = row.Draft!.ApplyTo(stranger);
            Parameters.Bind(default(WorkspaceKey), contact).EndRow();
            Values.Add(Rows.Count, contact);
        }

        Rows.Add(row);
    }
}
