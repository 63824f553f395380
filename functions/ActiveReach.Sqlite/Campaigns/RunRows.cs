using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Engagement;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>Rows of runs. The stored revision is the document's; both are written here and nowhere else.</summary>
internal static class RunRows
{
    private const string Insert =
        "INSERT OR IGNORE INTO runs (id, workspace, campaign, revision, status, epoch, started_at, document) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

    private const string Update = "UPDATE runs SET revision = ?2, status = ?3, epoch = ?4, document = ?5 WHERE id = ?1 AND revision = ?6";

    public static bool TryAdd(WriteSession session, Run run) => Learn(session, run, session.Prepare(Insert)
        .Bind(1, run.Id.Value)
        .Bind(2, run.Workspace.Value)
        .Bind(3, run.Campaign.Value)
        .Bind(4, 1)
        .Bind(5, (int)run.Status)
        .Bind(6, run.Epoch)
        .Bind(7, run.StartedAt.ToUnixTimeMilliseconds())
        .Bind(8, Write(run with { Revision = 1 }))
        .Execute() == 1);

    /// <summary>The run as written, or null when its revision is no longer the stored one.</summary>
    public static Run? TryUpdate(WriteSession session, Run run)
    {
        var written = run with { Revision = run.Revision + 1 };
        return Learn(session, run, session.Prepare(Update)
            .Bind(1, run.Id.Value)
            .Bind(2, written.Revision)
            .Bind(3, (int)run.Status)
            .Bind(4, run.Epoch)
            .Bind(5, Write(written))
            .Bind(6, run.Revision)
            .Execute() == 1) ? written : null;
    }

    public static Run Read(ReadOnlySpan<byte> document) => JsonSerializer.Deserialize<Run>(document, Wire.Json)!;

    /// <summary>What a run sends from is answered.</summary>
    private static bool Learn(WriteSession session, Run run, bool isStored)
    {
        if (isStored)
            KnownSenders.Learn(session, run.Workspace, run.Definition.Channels.Where(choice => choice.Sender is not null).Select(choice => KeyValuePair.Create(choice.Channel, choice.Sender!)));
        return isStored;
    }

    private static string Write(Run run) => JsonSerializer.Serialize(run, Wire.Json);
}
