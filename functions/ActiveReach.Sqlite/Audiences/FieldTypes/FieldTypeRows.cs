using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.FieldTypes;

/// <summary>The rows of <c>custom_field_changes</c>.</summary>
internal static class FieldTypeRows
{
    public const string Columns = "c.field, c.was, c.becomes, c.state, c.after, c.converted, c.total, c.error, c.asked_at";

    public static readonly string Over = $"c.state IN ({(int)FieldTypeState.Complete}, {(int)FieldTypeState.Failed})";

    public static List<FieldTypeChange> All(ReadSession session, WorkspaceKey key, WorkspaceId workspace)
    {
        var found = new List<FieldTypeChange>();
        for (var rows = session.Prepare($"SELECT {Columns} FROM custom_field_changes AS c WHERE c.workspace = ?1 ORDER BY c.field").Bind(1, key.Key); rows.Step();)
            found.Add(Read(rows, workspace));
        return found;
    }

    public static FieldTypeChange? Find(ReadSession session, WorkspaceKey key, WorkspaceId workspace, string field) => session
        .Prepare($"SELECT {Columns} FROM custom_field_changes AS c WHERE c.workspace = ?1 AND c.field = ?2").Bind(1, key.Key).Bind(2, field)
        .First(row => Read(row, workspace));

    public static FieldTypeChange Read(Statement row, WorkspaceId workspace) => new()
    {
        Workspace = workspace,
        Field = row.GetString(0),
        From = (FieldType)row.GetInt32(1),
        To = (FieldType)row.GetInt32(2),
        State = (FieldTypeState)row.GetInt32(3),
        After = row.GetInt64(4),
        Converted = row.GetInt64(5),
        Of = row.GetInt64(6),
        Error = row.GetNullableString(7),
        AskedAt = row.GetTime(8),
    };

    public static void Write(WriteSession session, WorkspaceKey key, FieldTypeChange change, DateTimeOffset at) => session
        .Prepare("""
            INSERT OR REPLACE INTO custom_field_changes (workspace, field, was, becomes, state, after, converted, total, error, asked_at, touched_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """)
        .Bind(1, key.Key).Bind(2, change.Field).Bind(3, (int)change.From).Bind(4, (int)change.To).Bind(5, (int)change.State).Bind(6, change.After)
        .Bind(7, change.Converted).Bind(8, change.Of).Bind(9, change.Error).Bind(10, change.AskedAt).Bind(11, at).Execute();
}
