using System.Globalization;
using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Files;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Imports;

/// <summary>Contacts as a file that can be imported again. Texts that a spreadsheet would run are neutralised.</summary>
/// <param name="forSpreadsheets">Whether the file opens well by a double click: with a byte order mark, and with ids and phones kept as text.</param>
public sealed class ContactCsv(bool forSpreadsheets = false)
{
    public string Header(IEnumerable<string> customFields)
    {
        var names = ContactFields.All.Select(field => field.Name)
            .Concat(ChannelSet.All.Select(channel => $"consent.{channel.Name()}"))
            .Concat(customFields.Select(name => $"custom.{name}"));
        return (forSpreadsheets ? "\uFEFF" : "") + string.Join(',', names) + "\r\n";
    }

    /// <summary>Appends the row of a contact.</summary>
    public void Append(StringBuilder csv, Contact contact, IEnumerable<string> customFields)
    {
        foreach (var field in ContactFields.All)
            Field(csv, field, contact.Told(field));
        foreach (var channel in ChannelSet.All)
            Plain(csv, contact.ConsentOn(channel).Name());
        foreach (var name in customFields)
            Custom(csv, contact.Custom.GetValueOrDefault(name));
        csv.Append("\r\n");
    }

    /// <summary>A cell of text: safe in a spreadsheet, quoted where it must be.</summary>
    public static void Text(StringBuilder csv, string? text, bool first = false) => Plain(csv, text is null ? null : SpreadsheetText.Safe(text), first);

    private void Field(StringBuilder csv, ContactField field, object? value)
    {
        var first = field.Place == 0;
        switch (value)
        {
            // Not even a spreadsheet would run a number.
            case string phone when field == ContactFields.Phone && !forSpreadsheets:
                Plain(csv, phone, first);
                break;
            case string text when field.IsOftenDigits:
                Cell(csv, text, first);
                break;
            case IReadOnlyList<string> list:
                Text(csv, Joined(list), first);
                break;
            case DateOnly day:
                Plain(csv, CustomValue.Written(day), first);
                break;
            case double number:
                Plain(csv, number.ToString("R", CultureInfo.InvariantCulture), first);
                break;
            default:
                Text(csv, (string?)value, first);
                break;
        }
    }

    private void Cell(StringBuilder csv, string? text, bool first = false) =>
        Plain(csv, text is null ? null : forSpreadsheets ? SpreadsheetText.Kept(text) : SpreadsheetText.Safe(text), first);

    /// <summary>Joined by semicolons. One member alone that has a comma gets a semicolon too: without any, commas would separate.</summary>
    private static string Joined(IReadOnlyList<string> members) => members is [var only] && only.Contains(',', StringComparison.Ordinal) ? only + ";" : string.Join(';', members);

    private static void Plain(StringBuilder csv, string? text, bool first = false)
    {
        if (!first)
            csv.Append(',');
        if (text is null)
            return;
        if (text.AsSpan().IndexOfAny("\",\r\n") < 0)
            csv.Append(text);
        else
            csv.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    private void Custom(StringBuilder csv, object? value)
    {
        switch (value)
        {
            case double number:
                Plain(csv, number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case bool flag:
                Plain(csv, flag ? "true" : "false");
                break;
            case IReadOnlyList<string> list:
                Text(csv, string.Join(';', list));
                break;
            default:
                Cell(csv, value as string);
                break;
        }
    }
}
