namespace ActiveReach.Files;

/// <summary>One row of a file as it lies in a buffer: the cells of CSV one after the other, or a line of JSON.</summary>
/// <param name="Ends">Where each cell ends; none for JSON, and none for a row of CSV that can't be read, whose text says why.</param>
public readonly record struct RowText(ReadOnlyMemory<char> Characters, ReadOnlyMemory<int> Ends)
{
    /// <summary>Cells.</summary>
    public int Count => Ends.Length;

    /// <summary>Of a row of CSV: it can't be told apart into cells.</summary>
    public bool IsBroken => Ends.IsEmpty;

    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            var ends = Ends.Span;
            var start = index == 0 ? 0 : ends[index - 1];
            return Characters.Span[start..ends[index]];
        }
    }
}
