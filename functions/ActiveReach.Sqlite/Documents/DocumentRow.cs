using System.Globalization;
using ActiveReach.Documents;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Documents;

/// <summary>Documents and their values to and from rows.</summary>
internal static class DocumentRow
{
    /// <summary>What <see cref="Read"/> reads, from the table <c>d</c>.</summary>
    public const string Columns = "d.id, d.etag, d.schema, d.body";

    public static StoredDocument? Find(ReadSession session, DocumentKey key) => session
        .Prepare($"SELECT {Columns} FROM documents AS d WHERE d.partition = ?1 AND d.kind = ?2 AND d.id = ?3")
        .Bind(1, key.Partition).Bind(2, key.Kind).Bind(3, key.Id)
        .First(row => Read(key.Partition, key.Kind, row));

    public static StoredDocument Read(string partition, string kind, Statement row) =>
        new(new DocumentKey(partition, kind, row.GetString(0)), ETag(row.GetInt64(1)), row.GetInt32(2), row.GetBytes(3).ToArray());

    public static string ETag(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static FieldValue Value(Statement row, int column) => row.IsText(column) ? row.GetString(column) : row.GetDouble(column);

    public static Statement Bind(this Statement statement, int index, FieldValue value) =>
        value.Text is { } text ? statement.Bind(index, text) : statement.Bind(index, value.Number);
}
