using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Channels;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>A line of JSON as cells: its members are the columns of a file in camelCase, and mean what they mean there; null clears.</summary>
internal sealed class JsonRow(RowRules rules, ContactTerms terms)
{
    private static readonly Dictionary<string, ContactField> Fields = ContactFields.All
        .SelectMany(field => new[] { field.JsonName, field.Name }.Distinct().Select(name => KeyValuePair.Create(name, field)))
        .ToDictionary(StringComparer.Ordinal);

    private readonly RowRules.CellReader[] readers = [.. ContactFields.All.Select(field => rules.ReaderOf(new ColumnMeaning(field.Name)))];

    private readonly Dictionary<string, RowRules.CellReader> consents = ChannelSet.All
        .ToDictionary(channel => channel.Name(), channel => rules.ReaderOf(new ColumnMeaning($"consent.{channel.Name()}")), StringComparer.Ordinal);

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
                case "phone":
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
            Note(Plain(draft, "phone", last), last);
        return RowRules.Judge(line, draft, findings.Count == 0 ? null : findings);

        void Note(string? finding, InputValue value)
        {
            if (finding is not null)
                findings.Add(new ImportError(line, value.Path, InputProblem.Shorten(value.AsText ?? value.Raw), finding));
        }
    }

    private string? Plain(ContactDraft draft, string name, InputValue value)
    {
        if (!Fields.TryGetValue(name, out var field))
            return $"is no field of a contact, which has {string.Join(", ", ContactFields.ByJsonName.Keys.Order(StringComparer.Ordinal))}, custom and consent.";
        if (value.IsNull)
        {
            draft[field] = null;
            return null;
        }

        if (field.Type is FieldType.List && value.AsTexts is { } members)
            return field.Read(draft, members);
        var digits = field.Type is FieldType.Position || field.IsOftenDigits ? value.AsDigits : null;
        if ((digits ?? value.AsText) is not { } text)
            return field.Type is FieldType.List ? "must be a list of texts." : "must be a text.";
        return string.IsNullOrWhiteSpace(text) ? null : readers[field.Place](draft, text);
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

    private string? Consent(ContactDraft draft, string channel, InputValue said) => said.AsText is { } text && string.IsNullOrWhiteSpace(text) ? null : !consents.TryGetValue(channel, out var reader)
        ? $"is no channel: use {ChannelNames.AnyOfThem}."
        : reader(draft, said.AsText ?? (said.AsDigits is not null || said.AsFlag is not null ? said.Raw : ""));
}
