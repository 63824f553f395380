using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Values;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.FieldTypes;

/// <summary>The custom fields of a workspace whose type is changing now, for those who read and write contacts meanwhile. Looked up once
/// for a transaction; mostly there are none.</summary>
internal sealed class FieldsInChange
{
    private readonly List<FieldTypeChange> changes;

    private FieldsInChange(List<FieldTypeChange> changes) => this.changes = changes;

    /// <summary>Null where there are none.</summary>
    public static FieldsInChange? Of(ReadSession session, WorkspaceKey key)
    {
        var going = FieldTypeRows.All(session, key, default);
        going.RemoveAll(change => change.IsOver || change.State == FieldTypeState.Withdrawing);
        return going.Count == 0 ? null : new FieldsInChange(going);
    }

    /// <summary>Null where no field has its new type before all its values.</summary>
    public static FieldsInChange? Flipped(ReadSession session, WorkspaceKey key) => Of(session, key) is { } fields && fields.changes.Exists(IsFlipped) ? fields : null;

    /// <summary>The contact as its fields are declared.</summary>
    public Contact Typed(Contact contact) =>
        changes.Exists(change => IsFlipped(change) && contact.Custom.ContainsKey(change.Field)) ? contact with { Custom = Typed(contact.Custom) } : contact;

    public IReadOnlyDictionary<string, object> Typed(IReadOnlyDictionary<string, object> custom)
    {
        var typed = custom.ToDictionary(StringComparer.Ordinal);
        foreach (var change in changes.Where(IsFlipped))
        {
            if (typed.TryGetValue(change.Field, out var value) && ValueConversion.To(change.To, value, out _) is { } converted)
                typed[change.Field] = converted;
        }

        return typed;
    }

    /// <summary>Adds what a contact is found by besides, by the new types.</summary>
    public void CollectAlso(Contact contact, List<(string Name, FieldType Type, object Value)> found)
    {
        foreach (var change in changes)
        {
            if (contact.Custom.TryGetValue(change.Field, out var value) && ValueConversion.To(change.To, value, out _) is { } converted)
                CollectAlso(change, converted, found);
        }
    }

    /// <summary>Adds what a value is found by as one of the new type alone: by the old one nobody may be found otherwise than before.</summary>
    public static void CollectAlso(FieldTypeChange change, object converted, List<(string Name, FieldType Type, object Value)> found)
    {
        var all = new List<(string Name, FieldType Type, object Value)>();
        FieldValues.CollectCustom(change.Field, converted, all);
        found.AddRange(all.Where(each => each.Type == change.To).Except(found));
    }

    /// <summary>Gives up what is prepared when a contact gets a value that doesn't convert.</summary>
    public void Check(WriteSession session, WorkspaceKey key, Contact contact)
    {
        foreach (var change in changes.Where(change => !IsFlipped(change)).ToList())
        {
            if (change.RefusalOf(contact) is not { } reason)
                continue;
            Withdraw(session, key, change, reason, contact.UpdatedAt);
            changes.Remove(change);
        }
    }

    public static FieldTypeChange Withdraw(WriteSession session, WorkspaceKey key, FieldTypeChange change, string reason, DateTimeOffset at)
    {
        var withdrawn = change with { State = FieldTypeState.Withdrawing, After = (key.Before >> IdBlocks.Shift) - 1, Converted = 0, Error = reason };
        FieldTypeRows.Write(session, key, withdrawn, at);
        return withdrawn;
    }

    private static bool IsFlipped(FieldTypeChange change) => change.State == FieldTypeState.Rewriting;
}
