using SqliteGroupCommit;

namespace ActiveReach.Sqlite;

/// <summary>Instants as they are stored: milliseconds since 1970.</summary>
internal static class UnixTime
{
    public static Statement Bind(this Statement statement, int index, DateTimeOffset at) => statement.Bind(index, at.ToUnixTimeMilliseconds());

    public static Statement Bind(this Statement statement, int index, DateTimeOffset? at) => statement.Bind(index, at?.ToUnixTimeMilliseconds());

    public static DateTimeOffset GetTime(this Statement statement, int column) => DateTimeOffset.FromUnixTimeMilliseconds(statement.GetInt64(column));

    public static DateTimeOffset? GetNullableTime(this Statement statement, int column) =>
        statement.IsNull(column) ? null : statement.GetTime(column);
}
