using System.Text.Json;
using ActiveReach.Channels;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Outlets;

/// <summary>Outlets to and from their rows.</summary>
internal static class OutletRows
{
    private const string OtherSender = """
        SELECT EXISTS (SELECT 1 FROM outlet_senders WHERE channel = ?1 AND sender = ?2 AND workspace <> ?3)
            OR EXISTS (SELECT 1 FROM workspaces AS w, json_each(w.settings, '$.senders') AS s WHERE w.id <> ?3 AND s.key = ?4 AND s.value = ?2)
        """;

    public static Outlet? Find(ReadSession session, WorkspaceId workspace, OutletId id) => session
        .Prepare("SELECT document, version FROM outlets WHERE id = ?1 AND workspace = ?2 AND removed_at IS NULL").Bind(1, id.Value).Bind(2, workspace.Value)
        .First(Read);

    /// <summary>In order of id.</summary>
    public static OutletDirectory Directory(ReadSession session, WorkspaceId workspace)
    {
        var (outlets, former) = (new List<Outlet>(), new Dictionary<string, string>(StringComparer.Ordinal));
        var rows = session.Prepare("SELECT document, version, removed_at, id, name FROM outlets WHERE workspace = ?1 ORDER BY id").Bind(1, workspace.Value);
        while (rows.Step())
        {
            if (rows.IsNull(2))
                outlets.Add(Read(rows));
            else
                former[rows.GetString(3)] = rows.GetString(4);
        }

        return new OutletDirectory(Version(session, workspace), outlets, former);
    }

    public static long Version(ReadSession session, WorkspaceId workspace) =>
        session.Prepare("SELECT version FROM outlet_assignments WHERE workspace = ?1").Bind(1, workspace.Value).Number();

    /// <summary>What stands against storing this outlet.</summary>
    public static OutletChange Clash(ReadSession session, Outlet outlet)
    {
        if (IsTaken(session, "name_folded", outlet, outlet.Name))
            return OutletOutcome.NameTaken;
        if (outlet.ExternalId is { } externalId && IsTaken(session, "external_folded", outlet, externalId))
            return OutletOutcome.ExternalIdTaken;
        foreach (var (channel, sender) in outlet.Senders)
        {
            if (session.Prepare(OtherSender).Bind(1, channel).Bind(2, sender).Bind(3, outlet.Workspace.Value).Bind(4, channel.Name()).Number() == 1)
                return new OutletChange(OutletOutcome.SenderTaken, channel);
        }

        return OutletOutcome.Done;
    }

    /// <summary>Writes the outlet over whatever was there.</summary>
    public static void Put(WriteSession session, Outlet outlet)
    {
        session.Prepare("""
            INSERT OR REPLACE INTO outlets (id, workspace, version, name, name_folded, external_folded, words, created_at, document)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """)
            .Bind(1, outlet.Id.Value).Bind(2, outlet.Workspace.Value).Bind(3, outlet.Version).Bind(4, outlet.Name).Bind(5, Folding.Fold(outlet.Name))
            .Bind(6, outlet.ExternalId is { } externalId ? Folding.Fold(externalId) : null)
            .Bind(7, Folding.Fold(string.Join('\n', [outlet.Name, outlet.ExternalId, outlet.Address, .. outlet.Tags])))
            .Bind(8, outlet.CreatedAt).BindUtf8(9, JsonSerializer.SerializeToUtf8Bytes(outlet, Wire.Json))
            .Execute();
        PutSenders(session, outlet.Id, outlet);
    }

    /// <summary>Keeps the row with its name, and nothing that is used.</summary>
    public static void Remove(WriteSession session, Outlet outlet, DateTimeOffset at)
    {
        session.Prepare("UPDATE outlets SET removed_at = ?2, version = version + 1 WHERE id = ?1").Bind(1, outlet.Id.Value).Bind(2, at).Execute();
        PutSenders(session, outlet.Id, null);
    }

    public static Outlet Read(Statement row) => JsonSerializer.Deserialize<Outlet>(row.GetBytes(0), Wire.Json)! with { Version = row.GetInt64(1) };

    private static void PutSenders(WriteSession session, OutletId id, Outlet? outlet)
    {
        session.Prepare("DELETE FROM outlet_senders WHERE outlet = ?1").Bind(1, id.Value).Execute();
        foreach (var (channel, sender) in outlet?.Senders ?? new Dictionary<Channel, string>())
        {
            session.Prepare("INSERT INTO outlet_senders (channel, sender, outlet, workspace) VALUES (?1, ?2, ?3, ?4)")
                .Bind(1, channel).Bind(2, sender).Bind(3, id.Value).Bind(4, outlet!.Workspace.Value).Execute();
        }

        if (outlet is not null)
            KnownSenders.Learn(session, outlet.Workspace, outlet.Senders);
    }

    private static bool IsTaken(ReadSession session, string column, Outlet outlet, string word) => session
        .Prepare($"SELECT EXISTS (SELECT 1 FROM outlets WHERE workspace = ?1 AND {column} = ?2 AND id <> ?3 AND removed_at IS NULL)")
        .Bind(1, outlet.Workspace.Value).Bind(2, Folding.Fold(word)).Bind(3, outlet.Id.Value).Number() == 1;
}
