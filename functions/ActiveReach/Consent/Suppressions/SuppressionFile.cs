using System.Text;
using System.Text.Json;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Channels;
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
        using var reader = new StringReader(TextOf(file));
        var rows = new CsvRows(reader);
        if (!rows.Read())
            throw new InvalidInputException("line 1", "no_header", $"The file is empty: begin with a header of {string.Join(", ", Columns)}.");
        var header = Enumerable.Range(0, rows.Count).Select(index => rows[index].ToString().Trim()).ToList();
        if (header.FirstOrDefault(name => !Columns.Contains(name)) is { } unknown || header.Distinct().Count() < header.Count)
            throw new InvalidInputException("line 1", "unknown_column", $"The header is '{string.Join(",", header)}': use {string.Join(", ", Columns)}, each once.");

        var inputs = new List<(SuppressionInput Input, long Line)>();
        while (rows.Read())
        {
            if (rows.Count > header.Count)
                throw new InvalidInputException($"line {rows.Line}", "too_many_fields", $"Line {rows.Line} has {rows.Count} fields, and the header {header.Count}: quote fields that contain commas.");
            inputs.Add((new SuppressionInput(Field("address"), Field("hash"), ChannelsOf(Field("channels"), rows.Line), Field("reason")), rows.Line));
        }

        return SuppressionRules.Read(inputs.ConvertAll(each => each.Input), index => Place(inputs[index].Line), country);

        string? Field(string column) =>
            header.IndexOf(column) is >= 0 and var index && index < rows.Count && rows[index].Trim() is { Length: > 0 } text ? text.ToString() : null;
    }

    private static List<Channel>? ChannelsOf(string? joined, long line) => joined?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(name => ChannelNames.TryParse(name, out var channel)
            ? channel
            : throw new InvalidInputException($"{Place(line)}channels", "unknown_channel", $"Line {line} has the channel '{name}': use {string.Join(", ", Enum.GetValues<Channel>().Select(each => each.Name()))}, joined by ;."))
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
