using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.Contacts;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>The values of many rows, each value once with the rows that have it. Written in the order of the table they lie beside each other,
/// which spares the disk most of what writing them by contact would cost.</summary>
internal sealed class ValueGroups
{
    private readonly Dictionary<(string Name, FieldType Type, object Value), List<int>> rows = [];

    public void Add(int row, Contact contact)
    {
        foreach (var value in FieldValues.Of(contact))
        {
            if (!rows.TryGetValue(value, out var having))
                rows[value] = having = [];
            if (having.Count == 0 || having[^1] != row)
                having.Add(row);
        }
    }

    public IEnumerable<KeyValuePair<(string Name, FieldType Type, object Value), List<int>>> InOrder() => rows
        .OrderBy(group => group.Key.Name, StringComparer.Ordinal)
        .ThenBy(group => group.Key.Type)
        .ThenBy(group => group.Key.Value, Comparer<object>.Create(Compare));

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (IComparable one, not string) when one is not string => one.CompareTo(right),
        _ => 0,
    };
}
