using System.Text.Json;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Outlets;

/// <summary>The row of a workspace in <c>outlet_assignments</c>.</summary>
internal static class AssignmentRows
{
    /// <summary>The rule that contacts are assigned by, as text, to see whether it has changed.</summary>
    public static string RuleOf(string workspace) => $"(SELECT coalesce(json_extract(settings, '$.outletAssignment'), '{Unset}') FROM workspaces WHERE id = {workspace})";

    private static readonly string Unset = JsonSerializer.Serialize(OutletAssignment.Default, Wire.Json);

    private const string Again = "generation = generation + 1, rule = excluded.rule, after = 0, seen = 0, changed = 0, asked_at = ?2, started_at = NULL, finished_at = NULL, error = NULL, touched_at = ?2";

    /// <summary>The outlets have changed.</summary>
    /// <param name="ask">Whether contacts may have to go elsewhere for it.</param>
    public static void Raise(WriteSession session, WorkspaceId workspace, DateTimeOffset at, bool ask) => session
        .Prepare($"""
            INSERT INTO outlet_assignments (workspace, version, rule, generation, after, seen, changed, asked_at, touched_at) VALUES (?1, 1, {RuleOf("?1")}, 1, 0, 0, 0, ?2, ?2)
            ON CONFLICT (workspace) DO UPDATE SET version = version + 1{(ask ? ", " + Again : "")}
            """)
        .Bind(1, workspace.Value).Bind(2, at).Execute();

    /// <summary>Starts it over. False without a row.</summary>
    public static bool Ask(WriteSession session, WorkspaceId workspace, DateTimeOffset at) => session
        .Prepare($"UPDATE outlet_assignments SET {Again.Replace("excluded.rule", RuleOf("?1"), StringComparison.Ordinal)} WHERE workspace = ?1")
        .Bind(1, workspace.Value).Bind(2, at).Execute() == 1;

    public static AssignmentProgress? Find(ReadSession session, WorkspaceId workspace) => session
        .Prepare("SELECT generation, after, seen, changed, asked_at, started_at, finished_at, error FROM outlet_assignments WHERE workspace = ?1").Bind(1, workspace.Value)
        .First(row => new AssignmentProgress(workspace, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3))
        {
            AskedAt = row.GetTime(4),
            StartedAt = row.GetNullableTime(5),
            FinishedAt = row.GetNullableTime(6),
            Error = row.GetNullableString(7),
        });

    public static void Update(WriteSession session, AssignmentProgress progress, DateTimeOffset at) => session
        .Prepare("UPDATE outlet_assignments SET after = ?2, seen = ?3, changed = ?4, started_at = ?5, finished_at = ?6, touched_at = ?7, error = ?8 WHERE workspace = ?1")
        .Bind(1, progress.Workspace.Value).Bind(2, progress.After).Bind(3, progress.Seen).Bind(4, progress.Changed)
        .Bind(5, progress.StartedAt).Bind(6, progress.FinishedAt).Bind(7, at).Bind(8, progress.Error).Execute();
}
