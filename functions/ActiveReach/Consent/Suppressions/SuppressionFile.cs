using System.Text;
using ActiveReach.Channels;
using ActiveReach.Files;
using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Consent.Suppressions;

/// <summary>Lists of addresses as files: CSV with the columns <c>address</c>, <c>hash</c>, <c>channels</c> (joined by <c>;</c>) and
/// <c>reason</c>, or one JSON object a line. All of a file is taken, or nothing.</summary>
public static class SuppressionFile
{
    private static readonly string[] Columns = ["address", "hash", "channels", "reason"];

    /// <param name="country">As in <see cref="SuppressionRules"/>.</param>
    /// <exception cref="InvalidInputException">Naming the lines.</exception>
    public static IReadOnlyList<SuppressionEntry> ReadLines(ReadOnlyMemory<byte> file, string? country)
    {
        var inputs = new List<(SuppressionInput Input, int Line)>();
        var line = 0;
        foreach (var text in TextOf(file).Split('\n'))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
                continue;
            try
            {
                inputs.Add((JsonInput.Read<SuppressionInput>(Encoding.UTF8.GetBytes(text)), line));
            }
            catch (InvalidInputException error)
            {
                throw new InvalidInputException([.. error.Problems.Select(problem => problem with { Path = Place(line) + problem.Path })]);
            }
        }

        return SuppressionRules.Read(inputs.ConvertAll(each => each.Input), index => Place(inputs[index].Line), country);
    }

    /// <inheritdoc cref="ReadLines"/>
    public static IReadOnlyList<SuppressionEntry> ReadCsv(ReadOnlyMemory<byte> file, string? country)
    {
        using var rows = new FileRows(new MemoryStream(file.ToArray()), FileFormat.Csv, charset: null, name => ColumnOf(name) is not null);
        if (!rows.Read())
            throw new InvalidInputException("line 1", "no_header", $"The file is empty: begin with a header of {string.Join(", ", Columns)}.");
        var names = Cells(rows);
        var header = names.ConvertAll(ColumnOf);
        if (header.Contains(null) || header.Distinct().Count() < header.Count)
            throw new InvalidInputException($"line {rows.Line}", "unknown_column", $"The header is '{string.Join(",", names)}': use {string.Join(", ", Columns)}, each once.");

        var inputs = new List<(SuppressionInput Input, long Line)>();
        while (rows.Read())
        {
            var cells = Cells(rows);
            if (cells.Count > header.Count && cells.Skip(header.Count).Any(cell => cell.Length > 0))
                throw new InvalidInputException($"line {rows.Line}", "too_many_fields", $"Line {rows.Line} has {cells.Count} fields, and the header {header.Count}: quote fields that contain the separator.");
            inputs.Add((new SuppressionInput(Field("address"), Field("hash"), ChannelsOf(Field("channels"), rows.Line), Field("reason")), rows.Line));

            string? Field(string column) => header.IndexOf(column) is >= 0 and var index && index < cells.Count && cells[index].Length > 0 ? SpreadsheetText.Plain(cells[index]) : null;
        }

        return SuppressionRules.Read(inputs.ConvertAll(each => each.Input), index => Place(inputs[index].Line), country);
    }

    /// <summary>The column that a header means; lists of other tools say what kind of address they hold.</summary>
    private static string? ColumnOf(string header) => header.Trim().ToLowerInvariant().Replace(' ', '_') switch
    {
        "email" or "e-mail" or "email_address" or "phone" or "phone_number" or "mobile" or "mobile_number" => "address",
        var name => Columns.Contains(name) ? name : null,
    };

    private static List<string> Cells(FileRows rows)
    {
        var row = rows.Text;
        return row.IsBroken
            ? throw new InvalidInputException($"line {rows.Line}", "invalid_value", $"Line {rows.Line} can't be read. {row.Characters}")
            : [.. Enumerable.Range(0, row.Count).Select(index => row[index].Trim().ToString())];
    }

    private static List<Channel>? ChannelsOf(string? joined, long line) => joined?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(name => ChannelNames.TryParse(name, out var channel)
            ? channel
            : throw new InvalidInputException($"{Place(line)}channels", "unknown_channel", $"Line {line} has the channel '{name}': use {string.Join(", ", ChannelSet.All.Select(each => each.Name()))}, joined by ;."))
        .ToList();

    private static string TextOf(ReadOnlyMemory<byte> file)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidInputException("", "not_utf8", "The file is not UTF-8: save it as UTF-8.");
        }
    }

    private static string Place(long line) => $"line {line}: ";
}
