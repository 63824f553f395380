using System.Globalization;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>Keeps <c>contact_values</c> in step with the lists and custom fields of contacts, within one transaction.</summary>
internal sealed class FieldValues(WriteSession session, WorkspaceKey workspace)
{
    /// <summary>What lists of the profile are called among the fields; no custom field can have these names.</summary>
    public const string Tags = "#tag";
    public const string Subcommunities = "#subcommunity";

    private readonly Dictionary<(string Name, FieldType Type), long> keys = [];
    private readonly Statement insert = session.Prepare("INSERT OR IGNORE INTO contact_values (field, value, contact) VALUES (?1, ?2, ?3)");

    /// <summary>What is to be found of a contact: the name and type of each field and its value, folded: a string, double or long.</summary>
    public static IEnumerable<(string Name, FieldType Type, object Value)> Of(Contact contact) =>
        OfList(Tags, contact.Tags).Concat(OfList(Subcommunities, contact.Subcommunities)).Concat(contact.Custom.SelectMany(field => Of(field.Key, field.Value)));

    public void Replace(Contact? before, Contact after)
    {
        if (before is not null)
            Each(before, after, Remove);
        Each(after, before, Add);
    }

    public void RemoveAll(Contact contact) => Each(contact, null, Remove);

    public void Add(string name, FieldType type, object value, ContactId contact) => Bind(insert, Key(name, type), value).Bind(3, contact.Value).Execute();

    /// <summary>Adds a value of many: it is bound once.</summary>
    public void Add(string name, FieldType type, object value, IEnumerable<long> contacts)
    {
        Bind(insert, Key(name, type), value);
        foreach (var contact in contacts)
            insert.Bind(3, contact).Execute();
    }

    /// <summary>Values of those lists and fields that are others than those of the other contact.</summary>
    private static void Each(Contact contact, Contact? other, Action<string, FieldType, object, ContactId> act)
    {
        var tags = ReferenceEquals(contact.Tags, other?.Tags) ? [] : OfList(Tags, contact.Tags);
        var subcommunities = ReferenceEquals(contact.Subcommunities, other?.Subcommunities) ? [] : OfList(Subcommunities, contact.Subcommunities);
        var custom = ReferenceEquals(contact.Custom, other?.Custom) ? [] : contact.Custom.SelectMany(field => Of(field.Key, field.Value));
        foreach (var (name, type, value) in tags.Concat(subcommunities).Concat(custom))
            act(name, type, value, contact.Id);
    }

    private static IEnumerable<(string Name, FieldType Type, object Value)> OfList(string name, IReadOnlyList<string> members) =>
        members.Count == 0 ? [] : members.Select(member => (name, FieldType.List, (object)Folding.Fold(member)));

    private static IEnumerable<(string Name, FieldType Type, object Value)> Of(string name, object value)
    {
        switch (value)
        {
            case IReadOnlyList<string> list:
                return OfList(name, list);
            case double number:
                return [(name, FieldType.Number, number)];
            case bool flag:
                return [(name, FieldType.Boolean, flag ? 1L : 0L)];
            default:
                // A date is stored as text; it is found both as a date and as a text, whichever its field is declared.
                var text = (string)value;
                return text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? [(name, FieldType.Text, Folding.Fold(text)), (name, FieldType.Date, (long)ExpressionEvaluator.Number(day))]
                    : [(name, FieldType.Text, Folding.Fold(text))];
        }
    }

    private void Remove(string name, FieldType type, object value, ContactId contact) =>
        Bind(session.Prepare("DELETE FROM contact_values WHERE field = ?1 AND value = ?2 AND contact = ?3"), Key(name, type), value).Bind(3, contact.Value).Execute();

    private static Statement Bind(Statement statement, long field, object value)
    {
        statement.Bind(1, field);
        return value switch
        {
            string text => statement.Bind(2, text),
            double number => statement.Bind(2, number),
            _ => statement.Bind(2, (long)value),
        };
    }

    private long Key(string name, FieldType type)
    {
        if (keys.TryGetValue((name, type), out var known))
            return known;
        var row = session.Prepare("SELECT key FROM contact_fields WHERE workspace = ?1 AND name = ?2 AND type = ?3")
            .Bind(1, workspace.Key).Bind(2, name).Bind(3, (int)type);
        var found = row.Step() ? row.GetInt64(0) : 0;
        row.Reset();
        if (found == 0)
        {
            session.Prepare("INSERT INTO contact_fields (workspace, name, type) VALUES (?1, ?2, ?3)")
                .Bind(1, workspace.Key).Bind(2, name).Bind(3, (int)type).Execute();
            found = session.LastInsertRowId;
        }

        return keys[(name, type)] = found;
    }
}
