using ActiveReach.Lists;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite;

/// <summary>Reads one page of a list and how many there are in all.</summary>
internal static class Listing
{
    /// <summary>Reads up to the limit; one row more than the limit tells that there is a next page.</summary>
    public static Page<T> ReadPage<T>(this Statement rows, int limit, Func<Statement, T> read, Func<T, string> cursorOf, Func<long> count)
    {
        var items = new List<T>();
        var more = false;
        while (rows.Step())
        {
            if (items.Count == limit)
            {
                more = true;
                rows.Reset();
                break;
            }

            items.Add(read(rows));
        }

        return new Page<T>(items, more ? cursorOf(items[^1]) : null, count());
    }

    /// <summary>The first column of the first row as a number.</summary>
    public static long Number(this Statement statement)
    {
        var number = statement.Step() ? statement.GetInt64(0) : 0;
        statement.Reset();
        return number;
    }

    /// <summary>The first row, or the default without one.</summary>
    public static T? First<T>(this Statement statement, Func<Statement, T> read)
    {
        var first = statement.Step() ? read(statement) : default;
        statement.Reset();
        return first;
    }
}
