using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Inputs;
using ActiveReach.Problems;
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

    public ImportRow Read(long line, InputValue json)
    {
        if (!json.IsObject)
            return new ImportRow(line, null, [new ImportError(line, "", InputProblem.Shorten(json.Raw), "is no contact: write one JSON object a line.")]);
        var (draft, findings) = (new ContactDraft(), new List<ImportError>());
        InputValue? phone = null;
        foreach (var (name, value) in json.Members)
        {
            switch (name)
            {
                case ContactColumn.Phone:
                    phone = value;
                    break;
                case "custom" or "consent" when value.IsObject:
                    foreach (var (inner, said) in value.Members)
                        Note(name == "custom" ? Custom(draft, inner, said) : Consent(draft, inner, said), said);
                    break;
                case "custom" or "consent":
                    Note("must be an object.", value);
                    break;
                default:
                    Note(Plain(draft, name, value), value);
                    break;
            }
        }

        if (phone is { } last)
            Note(Plain(draft, ContactColumn.Phone, last), last);
        return RowRules.Judge(line, draft, findings.Count == 0 ? null : findings);

        void Note(string? finding, InputValue value)
        {
            if (finding is not null)
                findings.Add(new ImportError(line, value.Path, InputProblem.Shorten(value.AsText ?? value.Raw), finding));
        }
    }

    private string? Plain(ContactDraft draft, string field, InputValue value)
    {
        if (field is "tags" or "subcommunities")
            return List(draft, field, value);
        if (!Columns.TryGetValue(field, out var name))
            return $"is no field of a contact, which has {string.Join(", ", ContactColumn.ByJsonName.Keys.Order(StringComparer.Ordinal))}, tags, subcommunities, custom and consent.";
        if (value.IsNull)
        {
            ContactColumn.ByName[name].Clear(draft);
            return null;
        }

        var digits = name is "lat" or "lon" or ContactColumn.Phone or "external_id" ? value.AsDigits : null;
        return (digits ?? value.AsText) is not { } text ? "must be a text."
            : string.IsNullOrWhiteSpace(text) ? null
            : readers[name](draft, text);
    }

    private string? List(ContactDraft draft, string field, InputValue value)
    {
        if (value.AsText is { } joined)
            return string.IsNullOrWhiteSpace(joined) ? null : readers[field](draft, joined);
        IReadOnlyList<string>? list = null;
        var error = "must be a list of texts.";
        if (value.IsNull)
            list = [];
        else if (value.AsTexts is { } members)
            list = ValueRules.List(members, out error);
        if (list is null)
            return error;
        if (field == "tags")
            draft.Tags = new(list);
        else
            draft.Subcommunities = new(list);
        return null;
    }

    private string? Custom(ContactDraft draft, string field, InputValue said)
    {
        if (!terms.CustomFields.TryGetValue(field, out var type))
            return "is no custom field of this workspace: declare it in the workspace's customFields first.";
        // As in a cell: what is blank says nothing, and a text takes a number as it is written.
        var text = (type is FieldType.Text ? said.AsDigits : null) ?? said.AsText;
        if (text is not null && string.IsNullOrWhiteSpace(text))
            return null;
        var value = text is not null ? CustomValue.FromText(type, text, out var error) : CustomValue.FromJson(type, said, out error);
        if (error is null)
            (draft.Custom ??= new(StringComparer.Ordinal))[field] = value;
        return error;
    }

    private string? Consent(ContactDraft draft, string channel, InputValue said) => said.AsText is { } text && string.IsNullOrWhiteSpace(text) ? null : !readers.TryGetValue($"consent.{channel}", out var reader)
        ? "is no channel: use whatsapp, email, sms, rcs, push or in_app."
        : reader(draft, said.AsText ?? (said.AsDigits is not null || said.AsFlag is not null ? said.Raw : ""));
}
