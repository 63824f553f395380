using Microsoft.Data.Sqlite;

namespace SqliteGroupCommit;

/// <summary>What an operator does with a database file.</summary>
public static class Upkeep
{
    /// <summary>Copies one consistent state into a new file while others read and write. The target must not exist.</summary>
    public static void BackupTo(this Database database, string target)
    {
        if (File.Exists(target))
            throw new InvalidOperationException($"The backup target '{target}' exists already. Name a new file, or remove that one.");

        using var lease = database.RentReader();
        using var command = lease.Connection.CreateCommand();
        command.CommandText = "VACUUM INTO $target";
        command.Parameters.AddWithValue("$target", target);
        command.ExecuteNonQuery();
    }

    /// <summary>What <c>PRAGMA integrity_check</c> finds wrong; empty when all is well.</summary>
    public static IReadOnlyList<string> CheckIntegrity(this Database database)
    {
        using var lease = database.RentReader();
        using var command = lease.Connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        using var reader = command.ExecuteReader();
        var findings = new List<string>();
        while (reader.Read())
            findings.Add(reader.GetString(0));
        return findings is ["ok"] ? [] : findings;
    }
}
