using System.Text.Json;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Contacts;

/// <summary>A contact as JSON writes it: the columns of a file in camelCase, lists as arrays, <c>custom</c> and <c>consent</c> as
/// objects; null clears.</summary>
public static class JsonContact
{
    /// <summary>What the object says; every problem with its path goes to the list.</summary>
    public static ContactDraft Read(JsonElement json, ContactTerms terms, List<InputProblem> problems)
    {
        var draft = new ContactDraft();
        if (json.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new InputProblem("", "wrong_type", $"A contact is a JSON object, not {JsonText.Quote(json)}."));
            return draft;
        }

        JsonProperty? phone = null;
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case ContactColumn.Phone:
                    phone = member;
                    break;
                case "tags":
                    if (ReadList(member, problems) is { IsGiven: true } tags)
                        draft.Tags = tags;
                    break;
                case "subcommunities":
                    if (ReadList(member, problems) is { IsGiven: true } subcommunities)
                        draft.Subcommunities = subcommunities;
                    break;
                case "custom":
                    ReadCustom(draft, member, terms.CustomFields, problems);
                    break;
                case "consent":
                    ReadConsent(draft, member, problems);
                    break;
                default:
                    ReadColumn(draft, member, terms, problems);
                    break;
            }
        }

        if (phone is { } last)
            ReadColumn(draft, last, terms, problems);

        return draft;
    }

    private static void ReadColumn(ContactDraft draft, JsonProperty member, ContactTerms terms, List<InputProblem> problems)
    {
        if (!ContactColumn.ByJsonName.TryGetValue(member.Name, out var column))
        {
            problems.Add(new InputProblem(member.Name, "unknown_field", $"A contact has no '{member.Name}'. It has {string.Join(", ", ContactColumn.ByJsonName.Keys.Order())}, tags, subcommunities, custom and consent."));
            return;
        }

        if (member.Value.ValueKind == JsonValueKind.Null)
        {
            column.Clear(draft);
            return;
        }

        var isNumber = column.Name is "lat" or "lon";
        var text = isNumber && member.Value.ValueKind == JsonValueKind.Number ? member.Value.GetRawText() : isNumber ? null : JsonText.Of(member.Value);
        if (text is null)
            problems.Add(new InputProblem(member.Name, "wrong_type", $"{member.Name} {JsonText.Quote(member.Value)} must be {(isNumber ? "a number" : "a text")} or null."));
        else if (column.Set(draft, text, terms) is { } error)
            problems.Add(new InputProblem(member.Name, "invalid_value", $"{member.Name} {JsonText.Quote(member.Value)} {error}"));
    }

    private static Given<IReadOnlyList<string>> ReadList(JsonProperty member, List<InputProblem> problems)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
            return new([]);
        if (member.Value.ValueKind != JsonValueKind.Array || JsonText.AllOf(member.Value) is not { } members)
        {
            problems.Add(new InputProblem(member.Name, "wrong_type", $"{member.Name} {JsonText.Quote(member.Value)} must be a list of texts."));
            return default;
        }

        if (ValueRules.List(members, out var error) is { } list)
            return new(list);
        problems.Add(new InputProblem(member.Name, "invalid_value", $"{member.Name} {JsonText.Quote(member.Value)} {error}"));
        return default;
    }

    private static void ReadCustom(ContactDraft draft, JsonProperty member, IReadOnlyDictionary<string, FieldType> customFields, List<InputProblem> problems)
    {
        if (member.Value.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new InputProblem("custom", "wrong_type", $"custom {JsonText.Quote(member.Value)} must be an object of custom fields."));
            return;
        }

        draft.Custom = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in member.Value.EnumerateObject())
        {
            var path = $"custom.{field.Name}";
            if (!customFields.TryGetValue(field.Name, out var type))
                problems.Add(new InputProblem(path, "unknown_field", $"This workspace has no custom field '{field.Name}'. Declare it in the workspace's customFields first; it has {Listed(customFields.Keys)}."));
            else if (CustomValue.FromJson(type, field.Value, out var error) is var value && error is not null)
                problems.Add(new InputProblem(path, "wrong_type", $"{path} {JsonText.Quote(field.Value)} {error}"));
            else
                draft.Custom[field.Name] = value;
        }
    }

    private static void ReadConsent(ContactDraft draft, JsonProperty member, List<InputProblem> problems)
    {
        if (member.Value.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new InputProblem("consent", "wrong_type", $"consent {JsonText.Quote(member.Value)} must be an object of channels."));
            return;
        }

        draft.Consents = [];
        foreach (var entry in member.Value.EnumerateObject())
        {
            var path = $"consent.{entry.Name}";
            if (!ChannelNames.TryParse(entry.Name, out var channel))
                problems.Add(new InputProblem(path, "unknown_channel", $"There is no channel '{entry.Name}'. Use whatsapp, email, sms, rcs, push or in_app."));
            else if (ConsentNames.Parse(JsonText.Of(entry.Value)) is not { } state)
                problems.Add(new InputProblem(path, "invalid_value", $"{path} {JsonText.Quote(entry.Value)} must be \"opted_in\", \"opted_out\" or \"unknown\"."));
            else
                draft.Consents[channel] = state;
        }
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none yet";
}
