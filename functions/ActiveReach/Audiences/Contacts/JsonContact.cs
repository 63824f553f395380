using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Inputs;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Contacts;

/// <summary>A contact as JSON writes it: the columns of a file in camelCase, lists as arrays, <c>custom</c> and <c>consent</c> as
/// objects; null clears.</summary>
public static class JsonContact
{
    /// <summary>What the object says; every problem is noted.</summary>
    public static ContactDraft Read(InputValue json, ContactTerms terms)
    {
        var draft = new ContactDraft();
        if (!json.IsObject)
            json.Note("wrong_type", $"A contact is a JSON object, not {json.Quoted}.");

        InputValue? phone = null;
        foreach (var (name, member) in json.Members)
        {
            switch (name)
            {
                case "phone":
                    phone = member;
                    break;
                case "custom":
                    ReadCustom(draft, member, terms.CustomFields);
                    break;
                case "consent":
                    ReadConsent(draft, member);
                    break;
                default:
                    ReadField(draft, name, member, terms);
                    break;
            }
        }

        if (phone is { } last)
            ReadField(draft, "phone", last, terms);

        return draft;
    }

    private static void ReadField(ContactDraft draft, string name, InputValue value, ContactTerms terms)
    {
        if (!ContactFields.ByJsonName.TryGetValue(name, out var field))
        {
            value.Note("unknown_field", $"A contact has no '{name}'. It has {string.Join(", ", ContactFields.ByJsonName.Keys.Order())}, custom and consent.");
            return;
        }

        string? error = null;
        if (value.IsNull)
            draft[field] = null;
        else if (field.Type is FieldType.List && value.AsTexts is { } members)
            error = field.Read(draft, members);
        else if (TextOf(field, value) is { } text)
            error = field.Read(draft, text, terms);
        else
            value.Note("wrong_type", $"{name} {value.Quoted} must be {Wanted(field)}.");
        if (error is not null)
            value.Note("invalid_value", $"{name} {value.Quoted} {error}");
    }

    private static string? TextOf(ContactField field, InputValue value) => field.Type switch
    {
        FieldType.List => null,
        FieldType.Position => value.AsDigits,
        _ => value.AsText,
    };

    private static string Wanted(ContactField field) => field.Type switch
    {
        FieldType.List => "a list of texts",
        FieldType.Position => "a number or null",
        _ => "a text or null",
    };

    private static void ReadCustom(ContactDraft draft, InputValue custom, IReadOnlyDictionary<string, FieldType> customFields)
    {
        if (!custom.IsObject)
        {
            custom.Note("wrong_type", $"custom {custom.Quoted} must be an object of custom fields.");
            return;
        }

        draft.Custom = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, field) in custom.Members)
        {
            if (!customFields.TryGetValue(name, out var type))
                field.Note("unknown_field", $"This workspace has no custom field '{name}'. Declare it in the workspace's customFields first; it has {Listed(customFields.Keys)}.");
            else if (CustomValue.FromJson(type, field, out var error) is var value && error is not null)
                field.Note("wrong_type", $"{field.Path} {field.Quoted} {error}");
            else
                draft.Custom[name] = value;
        }
    }

    private static void ReadConsent(ContactDraft draft, InputValue consent)
    {
        if (!consent.IsObject)
        {
            consent.Note("wrong_type", $"consent {consent.Quoted} must be an object of channels.");
            return;
        }

        draft.Consents = [];
        foreach (var (name, said) in consent.Members)
        {
            if (!ChannelNames.TryParse(name, out var channel))
                said.Note("unknown_channel", $"There is no channel '{name}'. Use {ChannelNames.AnyOfThem}.");
            else if (ConsentNames.Parse(said.AsText) is not { } state)
                said.Note("invalid_value", $"{said.Path} {said.Quoted} must be \"opted_in\", \"opted_out\" or \"unknown\".");
            else
                draft.Consents[channel] = state;
        }
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none yet";
}
