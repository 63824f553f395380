using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>A line of JSON as cells: its members are the columns of a file in camelCase, and mean what they mean there; null clears.</summary>
internal sealed class JsonRow(RowRules rules, ContactTerms terms)
{
    private static readonly Dictionary<string, string> Columns = ContactColumn.All
        .SelectMany(column => new[] { (column.JsonName, column.Name), (column.Name, column.Name) })
        .DistinctBy(pair => pair.Item1, StringComparer.Ordinal)
        .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    private readonly Dictionary<string, RowRules.CellReader> readers = ContactColumn.All.Select(column => column.Name)
        .Concat(["tags", "subcommunities"])
        .Concat(Enum.GetValues<Channels.Channel>().Select(channel => $"consent.{Channels.ChannelNames.Name(channel)}"))
        .ToDictionary(name => name, name => rules.ReaderOf(new ColumnMeaning(name)), StringComparer.Ordinal);

    public ImportRow Read(long line, JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object)
            return new ImportRow(line, null, [new ImportError(line, "", ImportError.Shorten(json.GetRawText()), "is no contact: write one JSON object a line.")]);
        var (draft, findings) = (new ContactDraft(), new List<ImportError>());
        JsonProperty? phone = null;
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case ContactColumn.Phone:
                    phone = member;
                    break;
                case "custom" or "consent" when member.Value.ValueKind is JsonValueKind.Object:
                    foreach (var inner in member.Value.EnumerateObject())
                        Note(member.Name == "custom" ? Custom(draft, inner) : Consent(draft, inner), $"{member.Name}.{inner.Name}", inner.Value);
                    break;
                case "custom" or "consent":
                    Note("must be an object.", member.Name, member.Value);
                    break;
                default:
                    Note(Plain(draft, member), member.Name, member.Value);
                    break;
            }
        }

        if (phone is { } last)
            Note(Plain(draft, last), last.Name, last.Value);
        return RowRules.Judge(line, draft, findings.Count == 0 ? null : findings);

        void Note(string? finding, string name, JsonElement value)
        {
            if (finding is not null)
                findings.Add(new ImportError(line, name, ImportError.Shorten(JsonText.Of(value) ?? value.GetRawText()), finding));
        }
    }

    private string? Plain(ContactDraft draft, JsonProperty member)
    {
        if (member.Name is "tags" or "subcommunities")
            return List(draft, member);
        if (!Columns.TryGetValue(member.Name, out var name))
            return $"is no field of a contact, which has {string.Join(", ", ContactColumn.ByJsonName.Keys.Order(StringComparer.Ordinal))}, tags, subcommunities, custom and consent.";
        if (member.Value.ValueKind is JsonValueKind.Null)
        {
            ContactColumn.ByName[name].Clear(draft);
            return null;
        }

        var isNumber = name is "lat" or "lon" or ContactColumn.Phone or "external_id" && member.Value.ValueKind is JsonValueKind.Number;
        return (isNumber ? member.Value.GetRawText() : JsonText.Of(member.Value)) is not { } text ? "must be a text."
            : string.IsNullOrWhiteSpace(text) ? null
            : readers[name](draft, text);
    }

    private string? List(ContactDraft draft, JsonProperty member)
    {
        if (JsonText.Of(member.Value) is { } joined)
            return string.IsNullOrWhiteSpace(joined) ? null : readers[member.Name](draft, joined);
        IReadOnlyList<string>? list = null;
        var error = "must be a list of texts.";
        if (member.Value.ValueKind is JsonValueKind.Null)
            list = [];
        else if (member.Value.ValueKind is JsonValueKind.Array && JsonText.AllOf(member.Value) is { } members)
            list = ValueRules.List(members, out error);
        if (list is null)
            return error;
        if (member.Name == "tags")
            draft.Tags = new(list);
        else
            draft.Subcommunities = new(list);
        return null;
    }

    private string? Custom(ContactDraft draft, JsonProperty field)
    {
        if (!terms.CustomFields.TryGetValue(field.Name, out var type))
            return "is no custom field of this workspace: declare it in the workspace's customFields first.";
        // As in a cell: what is blank says nothing, and a text takes a number as it is written.
        var text = type is FieldType.Text && field.Value.ValueKind is JsonValueKind.Number ? field.Value.GetRawText() : JsonText.Of(field.Value);
        if (text is not null && string.IsNullOrWhiteSpace(text))
            return null;
        var value = text is not null ? CustomValue.FromText(type, text, out var error) : CustomValue.FromJson(type, field.Value, out error);
        if (error is null)
            (draft.Custom ??= new(StringComparer.Ordinal))[field.Name] = value;
        return error;
    }

    private string? Consent(ContactDraft draft, JsonProperty entry) => JsonText.Of(entry.Value) is { } said && string.IsNullOrWhiteSpace(said) ? null : !readers.TryGetValue($"consent.{entry.Name}", out var reader)
        ? "is no channel: use whatsapp, email, sms, rcs, push or in_app."
        : reader(draft, entry.Value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number ? entry.Value.GetRawText() : JsonText.Of(entry.Value) ?? "");
}
