using ActiveReach.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Values;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>The values of many rows, each value once with the rows that have it. Written in the order of the table they lie beside each other,
/// which spares the disk most of what writing them by contact would cost.</summary>
internal sealed class ValueGroups
{
    /// <summary>Groups that are kept for the next batch, which mostly has the same values.</summary>
    private const int MostKept = 20_000;

    private readonly Dictionary<(string Name, FieldType Type, object Value), Group> groups = [];
    private readonly List<(string Name, FieldType Type, object Value)> values = [];

    /// <summary>In the order of their values, once they are sorted.</summary>
    public IReadOnlyList<Group> InOrder { get; private set; } = [];

    public void Clear()
    {
        InOrder = [];
        if (groups.Count > MostKept)
            groups.Clear();
        foreach (var group in groups.Values)
            group.Rows.Clear();
    }

    public void Add(int row, Contact contact)
    {
        values.Clear();
        FieldValues.Collect(contact, values);
        foreach (var value in values)
        {
            if (!groups.TryGetValue(value, out var group))
                groups[value] = group = new Group(value.Name, value.Type, value.Value);
            if (group.Rows.Count == 0 || group.Rows[^1] != row)
                group.Rows.Add(row);
        }
    }

    public void Sort() => InOrder =
    [
        .. groups.Values
            .Where(group => group.Rows.Count > 0)
            .OrderBy(group => group.Name, StringComparer.Ordinal)
            .ThenBy(group => group.Type)
            .ThenBy(group => group.Value, Comparer<object>.Create(Compare)),
    ];

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (IComparable one, not string) when one is not string => one.CompareTo(right),
        _ => 0,
    };

    /// <summary>One value and the rows that have it, in order.</summary>
    public sealed record Group(string Name, FieldType Type, object Value)
    {
        public List<int> Rows { get; } = [];
    }
}
