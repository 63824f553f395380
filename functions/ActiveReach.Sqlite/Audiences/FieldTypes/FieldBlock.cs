using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Values;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.FieldTypes;

/// <summary>The values of a custom field in a block of contacts. Writing one again changes nothing.</summary>
internal sealed class FieldBlock(WriteSession session, WorkspaceKey key)
{
    private readonly FieldValues values = new(session, key);

    /// <summary>Who has a value of the field, by all that they may be found by, in order of id.</summary>
    public static List<(long Contact, IReadOnlyDictionary<string, object> Custom)> Read(ReadSession session, WorkspaceKey key, string field, long block)
    {
        var ids = new SortedSet<long>();
        var members = session.Prepare("""
            SELECT m.value FROM contact_values AS v CROSS JOIN json_each(v.members) AS m
            WHERE v.block = ?1 AND v.field IN (SELECT key FROM contact_fields WHERE workspace = ?2 AND name = ?3)
            """).Bind(1, block).Bind(2, key.Key).Bind(3, field);
        while (members.Step())
            ids.Add((block << IdBlocks.Shift) + members.GetInt64(0));
        var found = new List<(long Contact, IReadOnlyDictionary<string, object> Custom)>(ids.Count);
        var row = session.Prepare("SELECT custom FROM contacts WHERE id = ?1");
        foreach (var id in ids)
        {
            if (CustomJson.Read(row.Bind(1, id).First(each => each.GetNullableString(0))) is { } custom && custom.ContainsKey(field))
                found.Add((id, custom));
        }

        return found;
    }

    /// <returns>How many values there are, or why the change can't go on; then nothing is written.</returns>
    public (int Values, string? Refusal) Write(FieldTypeChange change, long block, DateTimeOffset at)
    {
        var contacts = Read(session, key, change.Field, block);
        var (found, all) = (new List<(string Name, FieldType Type, object Value)>(), new List<(FieldType Type, object Value, long Contact)>());
        foreach (var (contact, custom) in contacts)
        {
            var value = custom[change.Field];
            var converted = ValueConversion.To(change.To, value, out _);
            if (converted is null && change.State is FieldTypeState.Preparing or FieldTypeState.Ready)
                return (0, change.RefusalOf(new ContactId(contact), value));
            if (change.State == FieldTypeState.Rewriting && converted is not null)
                Rewrite(contact, custom, change.Field, value = converted, at);
            found.Clear();
            FieldValues.CollectCustom(change.Field, value, found);
            if (converted is not null && change.State != FieldTypeState.Withdrawing)
                FieldsInChange.CollectAlso(change, converted, found);
            all.AddRange(found.Select(each => (each.Type, each.Value, contact)));
        }

        values.Rebuild(change.Field, block, all);
        return (contacts.Count, null);
    }

    private void Rewrite(long contact, IReadOnlyDictionary<string, object> custom, string field, object value, DateTimeOffset at)
    {
        if (custom[field].Equals(value))
            return;
        session.Prepare("UPDATE contacts SET custom = ?2, updated_at = ?3, version = version + 1 WHERE id = ?1").Bind(1, contact)
            .Bind(2, CustomJson.Write(new Dictionary<string, object>(custom, StringComparer.Ordinal) { [field] = value })).Bind(3, at).Execute();
    }
}
