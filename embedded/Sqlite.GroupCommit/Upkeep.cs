namespace SqliteGroupCommit;

/// <summary>What an operator does with a database file.</summary>
public static class Upkeep
{
    /// <summary>Copies one consistent state into a new file while others read and write. The target must not exist.</summary>
    public static async Task BackupToAsync(this Database database, string target, CancellationToken cancellation = default)
    {
        if (File.Exists(target))
            throw new InvalidOperationException($"The backup target '{target}' exists already. Name a new file, or remove that one.");

        using var reader = await database.RentAsync(cancellation);
        reader.Session.Once("VACUUM INTO ?1", vacuum => vacuum.Bind(1, target).Execute());
    }

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
