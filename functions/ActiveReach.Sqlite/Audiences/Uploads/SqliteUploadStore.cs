using System.Text.Json;
using ActiveReach.Audiences.Uploads;
using ActiveReach.Problems;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Uploads;

/// <summary>Uploads on SQLite.</summary>
public sealed class SqliteUploadStore(Database database) : IUploadStore
{
    public Task AddAsync(Upload upload, CancellationToken cancellation = default) => database.WriteAsync(session => session
        .Prepare("INSERT INTO uploads (id, state, expires_at, document) VALUES (?1, ?2, ?3, ?4)")
        .Bind(1, upload.Id).Bind(2, (int)upload.State).Bind(3, upload.Expires).Bind(4, Write(upload)).Execute(), cancellation);

    public Task<Upload?> FindAsync(string id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.Prepare("SELECT document FROM uploads WHERE id = ?1").Bind(1, id).First(Read), cancellation);

    public Task<bool> TryUpdateAsync(Upload upload, UploadState from, CancellationToken cancellation = default) => database.WriteAsync(session => session
        .Prepare("UPDATE uploads SET state = ?2, document = ?3 WHERE id = ?1 AND state = ?4")
        .Bind(1, upload.Id).Bind(2, (int)upload.State).Bind(3, Write(upload)).Bind(4, (int)from).Execute() == 1, cancellation);

    public Task<IReadOnlyList<Upload>> ExpiredAsync(DateTimeOffset by, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<Upload>>(session =>
        {
            var rows = session.Prepare("SELECT document FROM uploads WHERE expires_at <= ?1 ORDER BY expires_at LIMIT 100").Bind(1, by);
            var expired = new List<Upload>();
            while (rows.Step())
                expired.Add(Read(rows));
            return expired;
        }, cancellation);

    public Task RemoveAsync(string id, CancellationToken cancellation = default) =>
        database.WriteAsync(session => session.Prepare("DELETE FROM uploads WHERE id = ?1").Bind(1, id).Execute(), cancellation);

    private static string Write(Upload upload) => JsonSerializer.Serialize(upload, Wire.Json);

    private static Upload Read(Statement row) => JsonSerializer.Deserialize<Upload>(row.GetString(0), Wire.Json)!;
}
