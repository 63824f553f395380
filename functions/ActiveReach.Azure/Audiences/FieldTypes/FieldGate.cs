using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.FieldTypes;

/// <summary>What everybody passes who writes or reads contacts with custom fields: while the type of one changes, values are of one type, before it flips the old one and then the
/// new one. There is no transaction over settings and contacts: whoever has written looks afterwards whether a field has begun to change or has flipped meanwhile.</summary>
internal sealed class FieldGate(IDocuments documents, WorkspaceId workspace)
{
    private readonly FieldChanges changes = new(documents);
    private readonly HashSet<ContactId> admitted = [];
    private KnownChanges? known;

    /// <summary>Fields that have their new type before all their values.</summary>
    public async Task<IReadOnlyDictionary<string, FieldType>> FlippedAsync(CancellationToken cancellation = default) => (await KnownAsync(cancellation)).Flipped;

    /// <summary>The contact as it is to be written. A value that doesn't convert gives up the change that it keeps from its end.</summary>
    public async Task<Contact> AdmitAsync(Contact contact)
    {
        if (contact.Custom.Count == 0)
            return contact;
        admitted.Add(contact.Id);
        while ((await KnownAsync()).Begun.FirstOrDefault(change => change.RefusalOf(contact) is not null) is { } change)
        {
            await changes.ChangeAsync(workspace, change.Field, contact.UpdatedAt, now =>
                now is { State: FieldTypeState.Preparing or FieldTypeState.Ready } && now.To == change.To ? Withdrawn(now, now.RefusalOf(contact)!) : null);
            known = null;
        }

        return Typed(contact, await FlippedAsync());
    }

    /// <summary>Contacts as their fields are declared.</summary>
    public async Task<IReadOnlyList<Contact>> TypedAsync(IReadOnlyList<Contact> contacts, CancellationToken cancellation = default)
    {
        if (contacts.All(contact => contact.Custom.Count == 0) || await FlippedAsync(cancellation) is not { Count: > 0 } flipped)
            return contacts;
        return [.. contacts.Select(contact => Typed(contact, flipped))];
    }

    /// <summary>Those who were written as it was right before.</summary>
    public async Task<IReadOnlyCollection<ContactId>> OutdatedAsync() => admitted.Count > 0 && !(await changes.ReadAsync(workspace)).IsSameFor(known!) ? admitted : [];

    public static FieldTypeChange Withdrawn(FieldTypeChange change, string reason) => change with { State = FieldTypeState.Withdrawing, After = 0, Converted = 0, Error = reason };

    public static Contact Typed(Contact contact, IReadOnlyDictionary<string, FieldType> flipped)
    {
        Dictionary<string, object>? typed = null;
        foreach (var (field, type) in flipped)
        {
            if (contact.Custom.TryGetValue(field, out var value) && ValueConversion.To(type, value, out _) is { } converted && !ReferenceEquals(converted, value))
                (typed ??= contact.Custom.ToDictionary(StringComparer.Ordinal))[field] = converted;
        }

        return typed is null ? contact : contact with { Custom = typed };
    }

    private async Task<KnownChanges> KnownAsync(CancellationToken cancellation = default) => known ??= await changes.ReadAsync(workspace, cancellation);
}
