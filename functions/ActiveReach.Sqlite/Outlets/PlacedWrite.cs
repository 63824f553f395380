using ActiveReach.Outlets;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Outlets;

/// <summary>Writes of contacts, which are put to the outlets of the moment.</summary>
internal static class PlacedWrite
{
    /// <summary>Writes by the outlets as they are. Once everybody is being assigned by newer ones, nobody may be put to older ones behind that:
    /// then it is done again.</summary>
    /// <param name="outlets">Null where there are none: contacts keep what they say.</param>
    public static Task<T> WriteAsync<T>(
        this Database database, OutletDirectories? outlets, WorkspaceId workspace, Func<WriteSession, OutletDirectory, T> write, CancellationToken cancellation) =>
        RetryAsync(outlets, workspace, write, one => database.WriteAsync(one, cancellation), cancellation);

    /// <inheritdoc cref="WriteAsync"/>
    public static Task<T> WriteAloneAsync<T>(
        this Database database, OutletDirectories? outlets, WorkspaceId workspace, Func<WriteSession, OutletDirectory, T> write, CancellationToken cancellation) =>
        RetryAsync(outlets, workspace, write, one => database.WriteAloneAsync(one, cancellation), cancellation);

    /// <summary>From now on nobody is put to an older plan's outlets; false if these are older than what another has begun with.</summary>
    public static bool TryBegin(WriteSession session, WorkspaceId workspace, OutletDirectory outlets)
    {
        if (IsOutdated(session, workspace, outlets))
            return false;
        session.Prepare("INSERT INTO outlet_plans (workspace, version) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET version = excluded.version")
            .Bind(1, workspace.Value).Bind(2, outlets.Version).Execute();
        return true;
    }

    private static async Task<T> RetryAsync<T>(
        OutletDirectories? outlets, WorkspaceId workspace, Func<WriteSession, OutletDirectory, T> write, Func<Func<WriteSession, (bool, T)>, Task<(bool, T)>> store, CancellationToken cancellation)
    {
        while (true)
        {
            var now = outlets is null ? OutletDirectory.Empty : await outlets.OfAsync(workspace, cancellation);
            var (isWritten, result) = await store(session => IsOutdated(session, workspace, now) ? default : (true, write(session, now)));
            if (isWritten)
                return result;
        }
    }

    private static bool IsOutdated(ReadSession session, WorkspaceId workspace, OutletDirectory outlets) =>
        session.Prepare("SELECT version FROM outlet_plans WHERE workspace = ?1").Bind(1, workspace.Value).Number() > outlets.Version;
}
