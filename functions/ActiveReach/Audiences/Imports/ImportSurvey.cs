using System.Text.Json;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Files;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Imports;

/// <summary>One look through a whole file before anything of it is stored: whether it can be read to its end, how many rows it has, and of
/// which types the custom fields are that it brings.</summary>
/// <param name="Tool">The tool whose export it is, where it is one of those known.</param>
/// <param name="Columns">Of CSV, in the order of the file.</param>
/// <param name="NewFields">Custom fields that the workspace doesn't know.</param>
public sealed record ImportSurvey(long Rows, string? Tool, IReadOnlyList<ImportColumn> Columns, IReadOnlyDictionary<string, FieldType> NewFields)
{
    /// <exception cref="InvalidInputException">The file is cut off, isn't text, or is damaged otherwise.</exception>
    public static ImportSurvey Of(ImportReader reader, ImportFile told, IReadOnlyDictionary<string, FieldType> customFields)
    {
        var guesses = reader.NewCustomFields.ToDictionary(name => name, _ => new TypeGuess(), StringComparer.Ordinal);
        var columns = (reader.Header?.Meanings ?? []).Select(meaning => meaning?.CustomField is { } name ? guesses.GetValueOrDefault(name) : null).ToArray();
        var rows = 0L;
        while (reader.Read())
        {
            rows++;
            if (reader.Header is null)
                SeeJson(reader.Text, customFields, guesses);
            else if (guesses.Count > 0)
                SeeCells(reader.Text, columns);
        }

        if (told.Types.Keys.FirstOrDefault(name => !guesses.ContainsKey(name)) is { } unknown)
        {
            throw new InvalidInputException("types", "unknown_field", customFields.ContainsKey(unknown)
                ? $"types names '{unknown}', which is a custom field of the workspace already: change its type in the settings, or leave it out here."
                : $"types names '{InputProblem.Shorten(unknown)}', which is no new custom field of this file{Listed(guesses.Keys)}.");
        }

        var columnsOf = reader.Header?.Columns ?? [];
        foreach (var empty in columnsOf.Where(each => each.IsGuess && each.Column is { } column && guesses.TryGetValue(column["custom.".Length..], out var guess) && !guess.HasSeen).Select(each => each.Column!["custom.".Length..]).ToList())
            guesses.Remove(empty);
        return new ImportSurvey(rows, reader.Header?.Tool, columnsOf, guesses.ToDictionary(each => each.Key, each => told.Types.TryGetValue(each.Key, out var type) ? type : each.Value.Type, StringComparer.Ordinal));
    }

    private static void SeeCells(RowText row, TypeGuess?[] columns)
    {
        if (row.IsBroken)
            return;
        for (var index = 0; index < Math.Min(columns.Length, row.Count); index++)
            columns[index]?.See(row[index]);
    }

    private static void SeeJson(RowText row, IReadOnlyDictionary<string, FieldType> customFields, Dictionary<string, TypeGuess> guesses)
    {
        if (!row.Characters.Span.Contains("\"custom\"", StringComparison.Ordinal))
            return;
        try
        {
            foreach (var (name, value) in InputValue.Of(JsonElement.Parse(row.Characters.Span))["custom"]?.Members ?? [])
            {
                if (customFields.ContainsKey(name) || !ValueRules.IsCustomName(name))
                    continue;
                if (!guesses.TryGetValue(name, out var guess) && guesses.Count <= AcceptImport.MostCustomFields)
                    guesses[name] = guess = new TypeGuess();
                guess?.See(value);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The row is rejected when it is read; a name with half of a surrogate pair throws the latter.
        }
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? $": those are {list}" : "";
}
