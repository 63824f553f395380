using ActiveReach.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Values;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>The values of many contacts, each value once with those who have it. Written in the order of the table they lie beside each other,
/// which spares the disk most of what writing them by contact would cost.</summary>
internal sealed class ValueGroups
{
    private const int MostKept = 20_000;

    private readonly Dictionary<(string Name, FieldType Type, object Value), Group> groups = [];
    private readonly List<(string Name, FieldType Type, object Value)> values = [];

    /// <summary>Forgets the contacts. The groups stay for the next ones, who mostly have the same values.</summary>
    public void Clear()
    {
        if (groups.Count > MostKept)
            groups.Clear();
        foreach (var group in groups.Values)
            group.Contacts.Clear();
    }

    public void Add(Contact contact)
    {
        values.Clear();
        FieldValues.Collect(contact, values);
        foreach (var value in values)
        {
            if (!groups.TryGetValue(value, out var group))
                groups[value] = group = new Group(value.Name, value.Type, value.Value);
            if (group.Contacts.Count == 0 || group.Contacts[^1] != contact.Id.Value)
                group.Contacts.Add(contact.Id.Value);
        }
    }

    /// <summary>In the order of the table.</summary>
    public IEnumerable<Group> InOrder() => groups.Values
        .Where(group => group.Contacts.Count > 0)
        .OrderBy(group => group.Name, StringComparer.Ordinal)
        .ThenBy(group => group.Type)
        .ThenBy(group => group.Value, Comparer<object>.Create(Compare));

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (IComparable one, not string) when one is not string => one.CompareTo(right),
        _ => 0,
    };

    /// <summary>One value and the contacts that have it, in order.</summary>
    public sealed record Group(string Name, FieldType Type, object Value)
    {
        public List<long> Contacts { get; } = [];
    }
}
