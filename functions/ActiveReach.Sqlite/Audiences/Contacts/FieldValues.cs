using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences.FieldTypes;
using ActiveReach.Sqlite.Audiences.Imports;
using ActiveReach.Values;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>
/// Keeps <c>contact_values</c> in step with the place, outlet, lists and custom fields of contacts, within one transaction. A row is a
/// value with those of a block who have it: their offsets in the block as a JSON array. Those who come together share rows; who
/// comes alone gets one. A contact stands in one row of a value at most. All members lie between <c>first</c> and <c>last</c>, which
/// need not be members any more.
/// </summary>
/// <param name="changing">Fields that get another type: their values are found by it as well.</param>
internal sealed class FieldValues(WriteSession session, WorkspaceKey workspace, FieldsInChange? changing = null)
{
    private static readonly (ContactField Field, string Name)[] Fields =
        [.. ContactFields.All.Where(field => field.IsSought || field.Type is FieldType.List).Select(field => (field, NameOf(field)))];

    private static readonly string Outlet = NameOf(ContactFields.Outlet);

    private static readonly string Member = $"((v.block << {IdBlocks.Shift}) + m.value)";

    /// <summary>Most members of a row: who leaves a row makes it be written anew.</summary>
    private const int MostMembers = 256;

    private const string InsertMany = "INSERT INTO contact_values (block, field, value, first, last, members) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    private const string Insert = InsertMany + """

        ON CONFLICT DO UPDATE SET members = json_insert(members, '$[#]', excluded.first) WHERE NOT EXISTS (SELECT 1 FROM json_each(members) AS m WHERE m.value = excluded.first)
        """;

    private const string DeleteAlone = "DELETE FROM contact_values WHERE block = ?1 AND field = ?2 AND value = ?3 AND first = ?4 AND members = '[' || ?4 || ']'";

    private const string TakeOut = """
        UPDATE contact_values SET members = (SELECT json_group_array(m.value) FROM json_each(members) AS m WHERE m.value <> ?4)
        WHERE block = ?1 AND field = ?2 AND value = ?3 AND first <= ?4 AND last >= ?4 AND EXISTS (SELECT 1 FROM json_each(members) AS m WHERE m.value = ?4)
        """;

    private const string DeleteEmpty = "DELETE FROM contact_values WHERE block = ?1 AND field = ?2 AND value = ?3 AND first <= ?4 AND last >= ?4 AND members = '[]'";

    private readonly Dictionary<(string Name, FieldType Type), long> keys = [];
    private readonly ArrayBufferWriter<byte> members = new();

    /// <summary>What a field of the profile is called among the fields; no custom field can have such a name.</summary>
    public static string NameOf(ContactField field) => $"#{field.Member ?? field.Name}";

    /// <summary>What is to be found of a contact: the name and type of each field and its value, folded: a string, double or long.</summary>
    public static void Collect(Contact contact, List<(string Name, FieldType Type, object Value)> found)
    {
        foreach (var (field, name) in Fields)
        {
            if (contact[field] is { } value)
                CollectValue(name, value, found);
        }

        foreach (var (name, value) in contact.Custom)
            CollectCustom(name, value, found);
    }

    /// <summary>The contacts above ?1 and up to ?2 who have a value; a condition on <c>v.value</c> may follow.</summary>
    public static string Having(string name, string type, string workspace) => $"""
        SELECT {Member} FROM contact_values AS v CROSS JOIN json_each(v.members) AS m
        WHERE v.block IN ({IdBlocks.Between("?1", "?2")}) AND {Member} > ?1 AND {Member} <= ?2
        AND v.field = (SELECT key FROM contact_fields WHERE workspace = {workspace} AND name = {name} AND type = {type})
        """;

    /// <summary>The contacts above ?1 and up to ?2 of an outlet.</summary>
    public static string HavingOutlet(string outlet, string workspace) => $"{Having($"'{Outlet}'", "0", workspace)} AND v.value = {outlet}";

    public void Replace(Contact? before, Contact after)
    {
        changing?.Check(session, workspace, after);
        var (old, now) = (Of(before), Of(after));
        foreach (var (name, type, value) in old.Except(now))
            Remove(name, type, value, after.Id);
        foreach (var (name, type, value) in now.Except(old))
            Add(name, type, value, after.Id);
    }

    public void RemoveAll(Contact contact)
    {
        foreach (var (name, type, value) in Of(contact).Distinct())
            Remove(name, type, value, contact.Id);
    }

    /// <summary>Puts a contact to another outlet.</summary>
    public void Move(ContactId contact, string? from, string? to)
    {
        if (from is not null && to is not null && Folding.Fold(from) == Folding.Fold(to))
            return;
        if (from is not null)
            Remove(Outlet, FieldType.Text, Folding.Fold(from), contact);
        if (to is not null)
            Add(Outlet, FieldType.Text, Folding.Fold(to), contact);
    }

    /// <summary>Adds a value of new contacts.</summary>
    /// <param name="contacts">Of this block, in order.</param>
    public void Add(ValueGroups.Group group, long block, ReadOnlySpan<long> contacts) => Add(InsertMany, group.Name, group.Type, group.Value, block, contacts);

    /// <summary>Writes anew what is found of a custom field in a block.</summary>
    /// <param name="found">All there is to be found, by contact.</param>
    public void Rebuild(string name, long block, IEnumerable<(FieldType Type, object Value, long Contact)> found)
    {
        session.Prepare("DELETE FROM contact_values WHERE block = ?1 AND field IN (SELECT key FROM contact_fields WHERE workspace = ?2 AND name = ?3)")
            .Bind(1, block).Bind(2, workspace.Key).Bind(3, name).Execute();
        foreach (var group in found.GroupBy(each => (each.Type, each.Value)))
            Add(InsertMany, name, group.Key.Type, group.Key.Value, block, group.Select(each => each.Contact).Distinct().Order().ToArray());
    }

    private void Add(string name, FieldType type, object value, ContactId contact) => Add(Insert, name, type, value, IdBlocks.Of(contact), [contact.Value]);

    private void Add(string sql, string name, FieldType type, object value, long block, ReadOnlySpan<long> contacts)
    {
        var before = block << IdBlocks.Shift;
        for (var key = Key(name, type); contacts.Length > 0;)
        {
            var some = contacts[..Math.Min(contacts.Length, MostMembers)];
            Bind(sql, block, key, value).Bind(4, some[0] - before).Bind(5, some[^1] - before).BindUtf8(6, Members(before, some)).Execute();
            contacts = contacts[some.Length..];
        }
    }

    private void Remove(string name, FieldType type, object value, ContactId contact)
    {
        var (block, key) = (IdBlocks.Of(contact), Key(name, type));
        var offset = contact.Value - (block << IdBlocks.Shift);
        if (Bind(DeleteAlone, block, key, value).Bind(4, offset).Execute() == 1)
            return;
        Bind(TakeOut, block, key, value).Bind(4, offset).Execute();
        Bind(DeleteEmpty, block, key, value).Bind(4, offset).Execute();
    }

    private ReadOnlySpan<byte> Members(long before, ReadOnlySpan<long> contacts)
    {
        members.ResetWrittenCount();
        foreach (var contact in contacts)
        {
            var place = members.GetSpan(8);
            place[0] = members.WrittenCount == 0 ? (byte)'[' : (byte)',';
            Utf8Formatter.TryFormat(contact - before, place[1..], out var length);
            members.Advance(1 + length);
        }

        members.Write("]"u8);
        return members.WrittenSpan;
    }

    private List<(string Name, FieldType Type, object Value)> Of(Contact? contact)
    {
        var found = new List<(string Name, FieldType Type, object Value)>();
        if (contact is null)
            return found;
        Collect(contact, found);
        changing?.CollectAlso(contact, found);
        return found;
    }

    private static void CollectValue(string name, object value, List<(string Name, FieldType Type, object Value)> found)
    {
        if (value is IReadOnlyList<string> members)
            CollectList(name, members, found);
        else
            found.Add((name, FieldType.Text, Folding.Fold((string)value)));
    }

    private static void CollectList(string name, IReadOnlyList<string> members, List<(string Name, FieldType Type, object Value)> found)
    {
        for (var index = 0; index < members.Count; index++)
            found.Add((name, FieldType.List, Folding.Fold(members[index])));
    }

    /// <summary>What is to be found of one custom field.</summary>
    public static void CollectCustom(string name, object value, List<(string Name, FieldType Type, object Value)> found)
    {
        switch (value)
        {
            case IReadOnlyList<string> list:
                CollectList(name, list, found);
                break;
            case double number:
                found.Add((name, FieldType.Number, number));
                break;
            case bool flag:
                found.Add((name, FieldType.Boolean, flag ? 1L : 0L));
                break;
            default:
                // A date is stored as text; it is found both as a date and as a text, whichever its field is declared.
                var text = (string)value;
                found.Add((name, FieldType.Text, Folding.Fold(text)));
                if (text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                    found.Add((name, FieldType.Date, (long)ExpressionEvaluator.Number(day)));
                break;
        }
    }

    private Statement Bind(string sql, long block, long field, object value)
    {
        var statement = session.Prepare(sql).Bind(1, block).Bind(2, field);
        return value switch
        {
            string text => statement.Bind(3, text),
            double number => statement.Bind(3, number),
            _ => statement.Bind(3, (long)value),
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
