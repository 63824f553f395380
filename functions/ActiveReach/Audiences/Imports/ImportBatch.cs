using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Files;

namespace ActiveReach.Audiences.Imports;

/// <summary>Rows of a file on their way into a store. Each is brought into the form that the store wants as it is added: that is work of
/// whoever reads the file, so that storing, which only one can do at a time, is short. Beside that only the text is kept; a store that
/// wants to know what a row says reads it again.</summary>
public abstract class ImportBatch(RowParser parser)
{
    /// <summary>Most characters of a batch, for the sake of memory: rows may be long.</summary>
    private const int MostCharacters = 4 * 1024 * 1024;

    private readonly RowTexts texts = new();
    private readonly Dictionary<int, IReadOnlyList<ImportError>> warnings = [];

    /// <summary>Rows so far, in the order of the file.</summary>
    public int Count => texts.Count;

    public bool HasRoom => texts.Length < MostCharacters;

    /// <summary>What a row says.</summary>
    public ImportRow this[int index]
    {
        get
        {
            var (line, text) = texts[index];
            return parser.Parse(line, text);
        }
    }

    /// <summary>Empties the batch for rows of contacts who come <paramref name="at"/> that time.</summary>
    public void Restart(DateTimeOffset at)
    {
        texts.Clear();
        warnings.Clear();
        Clear(at);
    }

    /// <returns>What the row says.</returns>
    public ImportRow Add(long line, RowText text)
    {
        texts.Add(line, text);
        var row = parser.Parse(line, text);
        if (row.Warnings.Count > 0)
            warnings.Add(Count - 1, row.Warnings);
        Prepare(row);
        return row;
    }

    /// <summary>Adds a warning to the row that was added last.</summary>
    public void Warn(ImportError warning) => warnings[Count - 1] = [.. WarningsOf(Count - 1), warning];

    /// <summary>What was left out of the contact of a row, or is strange about it.</summary>
    public IReadOnlyList<ImportError> WarningsOf(int index) => warnings.GetValueOrDefault(index, []);

    /// <summary>All rows are there.</summary>
    public abstract void Close();

    protected abstract void Clear(DateTimeOffset at);

    protected abstract void Prepare(ImportRow row);
}
