using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Files;
using ActiveReach.Phones;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>What the cells of a row mean, by their columns. A cell that can't be read never loses the contact: it is left out, with a warning.
/// A row is rejected only when its id can't be one, or when nothing says who it is about.</summary>
internal sealed class RowRules(ContactTerms terms)
{
    private const string ExternalId = "external_id";

    /// <summary>Puts a cell into the draft; gives what is wrong with it, or null.</summary>
    public delegate string? CellReader(ContactDraft draft, string cell);

    public CellReader ReaderOf(ColumnMeaning column)
    {
        if (column.ConsentChannel is { } channel)
            return new ConsentCell(channel, column).Read;
        var reader = column.HasCountryCode ? (draft, cell) => SetPhone(draft, char.IsAsciiDigit(cell.Trim()[0]) ? $"+{cell.Trim()}" : cell) : ReaderOf(column.Name);
        var sound = column.Name == ExternalId ? reader : (draft, cell) => cell.AsSpan().TrimStart().StartsWith("#") && SpreadsheetErrors.Is(cell.Trim())
            ? "is an error of a spreadsheet: correct the formula that made it."
            : reader(draft, cell);
        return column.IsFallback ? (draft, cell) => IsGiven(draft, column.Name) ? null : sound(draft, cell) : sound;
    }

    private CellReader ReaderOf(string column) => column switch
    {
        "tags" => (draft, cell) => List(cell, list => draft.Tags = new(list)),
        "subcommunities" => (draft, cell) => List(cell, list => draft.Subcommunities = new(list)),
        ContactColumn.Phone => SetPhone,
        "country" => SetCountry,
        _ when ContactColumn.ByName.TryGetValue(column, out var plain) => (draft, cell) => plain.Set(draft, SpreadsheetText.Plain(cell), terms),
        _ => CustomField(column["custom.".Length..]),
    };

    private static bool IsGiven(ContactDraft draft, string column) => column switch
    {
        ExternalId => draft.ExternalId.Value is not null,
        ContactColumn.Phone => draft.Phone.Value is not null,
        "email" => draft.Email.Value is not null,
        _ => draft.Country.Value is not null,
    };

    /// <param name="findings">What is wrong with single cells; may be null.</param>
    public static ImportRow Judge(long line, ContactDraft draft, List<ImportError>? findings)
    {
        if (findings?.Exists(finding => finding.Field is ExternalId or "externalId") is true)
            return new ImportRow(line, null, findings);
        if (!draft.NamesSomebody)
            return new ImportRow(line, null, [.. findings ?? [], new ImportError(line, ExternalId, "", "Nothing says who this is: give an external_id, phone or email.")]);
        if (draft.Lat.IsGiven != draft.Lon.IsGiven)
        {
            (findings ??= []).Add(new ImportError(line, draft.Lat.IsGiven ? "lon" : "lat", "", "A position needs both lat and lon; it is left out."));
            (draft.Lat, draft.Lon) = (default, default);
        }

        return findings is null ? new ImportRow(line, draft, []) : new ImportRow(line, draft, []) { Warnings = findings.ConvertAll(finding => finding with { IsWarning = true }) };
    }

    private string? SetPhone(ContactDraft draft, string cell)
    {
        var reading = PhoneReader.Read(SpreadsheetText.Plain(cell), terms.CountryOf(draft));
        if (reading.Number is not null)
            draft.Phone = new(reading.Number);
        return reading.Error ?? reading.Warning;
    }

    private static string? SetCountry(ContactDraft draft, string cell)
    {
        if (CountryNames.Find(SpreadsheetText.Plain(cell)) is not { } country)
            return "is not a country: write its two letters of ISO 3166-1, e.g. IN, or its English name.";
        draft.Country = new(country);
        return null;
    }

    private CellReader CustomField(string name)
    {
        var type = terms.CustomFields.GetValueOrDefault(name, FieldType.Text);
        return (draft, cell) =>
        {
            var value = CustomValue.FromText(type, SpreadsheetText.Plain(cell), out var error);
            if (error is null)
                (draft.Custom ??= new(StringComparer.Ordinal))[name] = value;
            return error;
        };
    }

    /// <summary>Members are joined by semicolons; by commas where there is none. Each may stand in quotes.</summary>
    private static string? List(string cell, Action<IReadOnlyList<string>> set)
    {
        var text = SpreadsheetText.Plain(cell);
        var members = text.Split(text.Contains(';', StringComparison.Ordinal) ? ';' : ',').Select(member => member.Trim() is ['"', .. var quoted, '"'] ? quoted : member);
        var list = ValueRules.List(members, out var error);
        if (list is not null)
            set(list);
        return error;
    }
}
