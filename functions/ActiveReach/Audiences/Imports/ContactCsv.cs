using System.Globalization;
using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Files;

namespace ActiveReach.Audiences.Imports;

/// <summary>Contacts as a file that can be imported again. Texts that a spreadsheet would run are neutralised.</summary>
/// <param name="forSpreadsheets">Whether the file opens well by a double click: with a byte order mark, and with ids and phones kept as text.</param>
public sealed class ContactCsv(bool forSpreadsheets = false)
{
    public string Header(IEnumerable<string> customFields)
    {
        var names = ContactColumn.All.Select(column => column.Name).Append("subcommunities").Append("tags")
            .Concat(ChannelSet.All.Select(channel => $"consent.{channel.Name()}"))
            .Concat(customFields.Select(name => $"custom.{name}"));
        return (forSpreadsheets ? "\uFEFF" : "") + string.Join(',', names) + "\r\n";
    }

    /// <summary>Appends the row of a contact.</summary>
    public void Append(StringBuilder csv, Contact contact, IEnumerable<string> customFields)
    {
        Cell(csv, contact.ExternalId, first: true);
        Text(csv, contact.FirstName);
        Text(csv, contact.LastName);
        Cell(csv, contact.Phone, isSafe: true);
        Text(csv, contact.Email);
        Text(csv, contact.Gender);
        Plain(csv, contact.Birthday is { } birthday ? CustomValue.Written(birthday) : null);
        Plain(csv, contact.TimeZone);
        Text(csv, contact.City);
        Plain(csv, contact.Country);
        Plain(csv, contact.Region);
        Plain(csv, contact.Lat?.ToString("R", CultureInfo.InvariantCulture));
        Plain(csv, contact.Lon?.ToString("R", CultureInfo.InvariantCulture));
        Plain(csv, contact.Language);
        Text(csv, contact.NamedOutlet);
        Text(csv, Joined(contact.Subcommunities));
        Text(csv, Joined(contact.Tags));
        foreach (var channel in ChannelSet.All)
            Plain(csv, contact.ConsentOn(channel).Name());
        foreach (var name in customFields)
            Custom(csv, contact.Custom.GetValueOrDefault(name));
        csv.Append("\r\n");
    }

    /// <summary>A cell of text: safe in a spreadsheet, quoted where it must be.</summary>
    public static void Text(StringBuilder csv, string? text, bool first = false) => Plain(csv, text is null ? null : SpreadsheetText.Safe(text), first);

    /// <param name="isSafe">Not even a spreadsheet would run it.</param>
    private void Cell(StringBuilder csv, string? text, bool first = false, bool isSafe = false) =>
        Plain(csv, text is null || (isSafe && !forSpreadsheets) ? text : forSpreadsheets ? SpreadsheetText.Kept(text) : SpreadsheetText.Safe(text), first);

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
