using System.Text;
using Microsoft.Data.Sqlite;

namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>Every row of every table of the product's file, as text.</summary>
internal static class StoreDump
{
    public static string Of(string directory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "product.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var dump = new StringBuilder();
        foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"))
        {
            dump.AppendLine(table);
            foreach (var row in Rows(connection, $"SELECT * FROM \"{table}\""))
                dump.Append("  ").AppendLine(row);
        }

        return dump.ToString();
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables come from the schema itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader, column))));
        return rows;
    }

    private static string Text(SqliteDataReader reader, int column) =>
        reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(column).ToString()!;
}
