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

    public void Replace(Contact? before, Contact after)
    {
        ReplaceList(Tags, before?.Tags ?? [], after.Tags, after.Id);
        ReplaceList(Subcommunities, before?.Subcommunities ?? [], after.Subcommunities, after.Id);
        if (before is not null && ReferenceEquals(before.Custom, after.Custom))
            return;
        if (before is not null)
        {
            foreach (var (name, value) in before.Custom)
                Each(name, value, after.Id, Remove);
        }

        foreach (var (name, value) in after.Custom)
            Each(name, value, after.Id, Add);
    }

    public void RemoveAll(Contact contact)
    {
        ReplaceList(Tags, contact.Tags, [], contact.Id);
        ReplaceList(Subcommunities, contact.Subcommunities, [], contact.Id);
        foreach (var (name, value) in contact.Custom)
            Each(name, value, contact.Id, Remove);
    }

    private void ReplaceList(string field, IReadOnlyList<string> before, IReadOnlyList<string> after, ContactId contact)
    {
        if (ReferenceEquals(before, after) || (before.Count == 0 && after.Count == 0))
            return;
        if (before.Count > 0)
            Each(field, before, contact, Remove);
        if (after.Count > 0)
            Each(field, after, contact, Add);
    }

    private void Each(string name, object value, ContactId contact, Action<long, object, ContactId> act)
    {
        switch (value)
        {
            case IReadOnlyList<string> list:
                var key = Key(name, FieldType.List);
                foreach (var member in list)
                    act(key, Folding.Fold(member), contact);
                break;
            case double number:
                act(Key(name, FieldType.Number), number, contact);
                break;
            case bool flag:
                act(Key(name, FieldType.Boolean), flag ? 1L : 0L, contact);
                break;
            default:
                // A date is stored as text; it is found both as a date and as a text, whichever its field is declared.
                var text = (string)value;
                act(Key(name, FieldType.Text), Folding.Fold(text), contact);
                if (text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                    act(Key(name, FieldType.Date), (long)ExpressionEvaluator.Number(day), contact);
                break;
        }
    }

    private void Add(long field, object value, ContactId contact) =>
        Bind(insert, field, value, contact).Execute();

    private void Remove(long field, object value, ContactId contact) =>
        Bind(session.Prepare("DELETE FROM contact_values WHERE field = ?1 AND value = ?2 AND contact = ?3"), field, value, contact).Execute();

    private static Statement Bind(Statement statement, long field, object value, ContactId contact)
    {
        statement.Bind(1, field).Bind(3, contact.Value);
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
