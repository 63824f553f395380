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
    /// <summary>Puts a cell into the draft; gives what is wrong with it, or null.</summary>
    public delegate string? CellReader(ContactDraft draft, string cell);

    public CellReader ReaderOf(ColumnMeaning column)
    {
        if (column.ConsentChannel is { } channel)
            return new ConsentCell(channel, column).Read;
        var reader = column.HasCountryCode ? (draft, cell) => SetPhone(draft, char.IsAsciiDigit(cell.Trim()[0]) ? $"+{cell.Trim()}" : cell) : ReaderOf(column.Name);
        var sound = column.Name == ContactFields.ExternalId.Name ? reader : (draft, cell) => cell.AsSpan().TrimStart().StartsWith("#") && SpreadsheetErrors.Is(cell.Trim())
            ? "is an error of a spreadsheet: correct the formula that made it."
            : reader(draft, cell);
        return column.IsFallback && ContactFields.ByName[column.Name] is var field ? (draft, cell) => draft[field] is not null ? null : sound(draft, cell) : sound;
    }

    private CellReader ReaderOf(string column) => column switch
    {
        "phone" => SetPhone,
        "country" => SetCountry,
        _ when ContactFields.ByName.TryGetValue(column, out var field) => (draft, cell) => field.Read(draft, SpreadsheetText.Plain(cell), terms),
        _ => CustomField(column["custom.".Length..]),
    };

    /// <param name="findings">What is wrong with single cells; may be null.</param>
    public static ImportRow Judge(long line, ContactDraft draft, List<ImportError>? findings)
    {
        if (findings?.Exists(finding => finding.Field == ContactFields.ExternalId.Name || finding.Field == ContactFields.ExternalId.JsonName) is true)
            return new ImportRow(line, null, findings);
        if (!draft.NamesSomebody)
            return new ImportRow(line, null, [.. findings ?? [], new ImportError(line, ContactFields.ExternalId.Name, "", "Nothing says who this is: give an external_id, phone or email.")]);
        if (draft.Gives(ContactFields.Lat) != draft.Gives(ContactFields.Lon))
        {
            (findings ??= []).Add(new ImportError(line, draft.Gives(ContactFields.Lat) ? "lon" : "lat", "", "A position needs both lat and lon; it is left out."));
            draft.Withdraw(ContactFields.Lat);
            draft.Withdraw(ContactFields.Lon);
        }

        return findings is null ? new ImportRow(line, draft, []) : new ImportRow(line, draft, []) { Warnings = findings.ConvertAll(finding => finding with { IsWarning = true }) };
    }

    private string? SetPhone(ContactDraft draft, string cell)
    {
        var reading = PhoneReader.Read(SpreadsheetText.Plain(cell), terms.CountryOf(draft));
        if (reading.Number is not null)
            draft[ContactFields.Phone] = reading.Number;
        return reading.Error ?? reading.Warning;
    }

    private static string? SetCountry(ContactDraft draft, string cell)
    {
        if (CountryNames.Find(SpreadsheetText.Plain(cell)) is not { } country)
            return "is not a country: write its two letters of ISO 3166-1, e.g. IN, or its English name.";
        draft[ContactFields.Country] = country;
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
}
