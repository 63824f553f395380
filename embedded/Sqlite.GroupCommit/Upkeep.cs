namespace SqliteGroupCommit;

/// <summary>What an operator does with a database file.</summary>
public static class Upkeep
{
    /// <summary>What <c>PRAGMA integrity_check</c> finds wrong; empty when all is well.</summary>
    public static Task<IReadOnlyList<string>> CheckIntegrityAsync(this Database database, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<string>>(
            session => session.Once("PRAGMA integrity_check", rows =>
            {
                var findings = new List<string>();
                while (rows.Step())
                    findings.Add(rows.GetString(0));
                return findings is ["ok"] ? [] : findings;
            }),
            cancellation);
}
