using ActiveReach.Orders.Shops;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Orders;

/// <summary>Shops on SQLite.</summary>
public sealed class SqliteShopStore(Database database) : IShopStore
{
    private const string Columns = "workspace, id, platform, secret, location, updated_at";

    public Task<Shop?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) => database.ReadAsync(session => session
        .Prepare($"SELECT {Columns} FROM shops WHERE workspace = ?1 AND id = ?2").Bind(1, workspace.Value).Bind(2, id).First(Read), cancellation);

    public Task<IReadOnlyList<Shop>> ListAsync(WorkspaceId workspace, CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyList<Shop>>(session =>
    {
        var rows = session.Prepare($"SELECT {Columns} FROM shops WHERE workspace = ?1 ORDER BY id").Bind(1, workspace.Value);
        var shops = new List<Shop>();
        while (rows.Step())
            shops.Add(Read(rows));
        return shops;
    }, cancellation);

    public Task<bool> PutAsync(Shop shop, int most, AuditEntry? audit = null, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        var others = session.Prepare("SELECT count(*) FROM shops WHERE workspace = ?1 AND id <> ?2").Bind(1, shop.Workspace.Value).Bind(2, shop.Id).Number();
        if (others >= most)
            return false;
        session.Prepare($"INSERT OR REPLACE INTO shops ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .Bind(1, shop.Workspace.Value)
            .Bind(2, shop.Id)
            .Bind(3, (int)shop.Platform)
            .Bind(4, shop.Secret)
            .Bind(5, shop.Location)
            .Bind(6, shop.UpdatedAt.ToUnixTimeMilliseconds())
            .Execute();
        AuditRows.Add(session, audit);
        return true;
    }, cancellation);

    public Task<bool> RemoveAsync(WorkspaceId workspace, string id, AuditEntry? audit = null, CancellationToken cancellation = default) => database.WriteAsync(session => AuditRows.AddIf(
        session, session.Prepare("DELETE FROM shops WHERE workspace = ?1 AND id = ?2").Bind(1, workspace.Value).Bind(2, id).Execute() > 0, audit), cancellation);

    private static Shop Read(Statement row) => new()
    {
        Workspace = new WorkspaceId(row.GetString(0)),
        Id = row.GetString(1),
        Platform = (ShopPlatform)row.GetInt32(2),
        Secret = row.GetBytes(3).ToArray(),
        Location = row.GetNullableString(4),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
    };
}
