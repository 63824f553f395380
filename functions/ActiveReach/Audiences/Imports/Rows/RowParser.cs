using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Channels;
using ActiveReach.Files;
using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>Tells what the rows of one file say. It keeps nothing of a row: several threads may use it, and a row may be read again.</summary>
public sealed class RowParser
{
    private readonly ImportHeader? header;
    private readonly RowRules.CellReader?[] cells;
    private readonly JsonRow json;

    /// <summary>Columns in the order in which they are read: those that only fill gaps after the others, phones last, as other cells tell what
    /// they mean.</summary>
    private readonly int[] order;

    /// <summary>In the export of a known tool all: whoever it says nothing of has given no consent, whatever the workspace takes for granted
    /// elsewhere.</summary>
    private readonly ChannelSet toldChannels;

    /// <param name="header">Of CSV; null for lines of JSON.</param>
    internal RowParser(ImportHeader? header, ContactTerms terms)
    {
        this.header = header;
        var rules = new RowRules(terms);
        json = new JsonRow(rules, terms);
        var meanings = header?.Meanings ?? [];
        toldChannels = header?.Tool is null ? [] : ChannelSet.All;
        cells = [.. meanings.Select(meaning => meaning is { } column ? rules.ReaderOf(column) : null)];
        order =
        [
            .. Enumerable.Range(0, cells.Length).Where(index => meanings[index] is not null)
                .OrderBy(index => meanings[index]!.Value.Name == ContactFields.Phone.Name).ThenBy(index => meanings[index]!.Value.IsFallback),
        ];
    }

    public ImportRow Parse(long line, RowText text) => header is null ? ReadJson(line, text.Characters) : ReadCells(line, text);

    private ImportRow ReadCells(long line, RowText row)
    {
        if (row.IsBroken)
            return Rejected(line, new ImportError(line, "", "", row.Characters.ToString()));
        if (Surplus(row) is { } surplus)
            return Rejected(line, surplus with { Line = line });
        var draft = new ContactDraft();
        List<ImportError>? findings = null;
        foreach (var index in order)
        {
            if (index >= row.Count)
                continue;
            var characters = row[index];
            if (characters.IsWhiteSpace())
                continue;
            var cell = characters.ToString();
            if (cells[index]!(draft, cell) is { } finding)
                (findings ??= []).Add(new ImportError(line, header!.Columns[index].Column!, InputProblem.Shorten(cell), finding));
        }

        foreach (var channel in toldChannels)
        {
            if (draft.Consents?.ContainsKey(channel) is not true)
                draft.UnclearConsents = draft.UnclearConsents.Add(channel);
        }

        return RowRules.Judge(line, draft, findings);
    }

    /// <summary>A cell behind the last column that says something; empty ones are padding.</summary>
    private ImportError? Surplus(RowText row)
    {
        for (var index = cells.Length; index < row.Count; index++)
        {
            if (!row[index].IsWhiteSpace())
                return new ImportError(0, "", InputProblem.Shorten(row[index].ToString()), $"This row has {row.Count} cells, the header {cells.Length}: put a cell that contains the separator into quotation marks.");
        }

        return null;
    }

    private ImportRow ReadJson(long line, ReadOnlyMemory<char> text)
    {
        try
        {
            return JsonInput.ReadLine(text.Span, row => json.Read(line, row));
        }
        catch (InvalidInputException error)
        {
            var problem = error.Problems[0];
            return Rejected(line, new ImportError(line, problem.Path, InputProblem.Shorten(text.ToString()), problem.Path.Length == 0 ? $"is not JSON: {problem.Message}" : problem.Message));
        }
    }

    private static ImportRow Rejected(long line, ImportError error) => new(line, null, [error]);
}
