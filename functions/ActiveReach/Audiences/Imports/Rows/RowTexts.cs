using ActiveReach.Files;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>The texts of many rows in a few long arrays, which are used again: rows are kept without one object for each, which the
/// garbage collector would have to follow and to move.</summary>
internal sealed class RowTexts
{
    private readonly List<Place> places = [];
    private char[] characters = new char[64 * 1024];
    private int[] ends = new int[4 * 1024];
    private int charactersUsed;
    private int endsUsed;

    public int Count => places.Count;

    /// <summary>What all rows take, in characters.</summary>
    public int Length => charactersUsed + (2 * endsUsed);

    public (long Line, RowText Text) this[int index]
    {
        get
        {
            var place = places[index];
            var (nextCharacter, nextEnd) = index + 1 < places.Count ? (places[index + 1].Character, places[index + 1].End) : (charactersUsed, endsUsed);
            return (place.Line, new RowText(characters.AsMemory(place.Character, nextCharacter - place.Character), ends.AsMemory(place.End, nextEnd - place.End)));
        }
    }

    public void Add(long line, RowText text)
    {
        places.Add(new Place(line, charactersUsed, endsUsed));
        Append(ref characters, ref charactersUsed, text.Characters.Span);
        Append(ref ends, ref endsUsed, text.Ends.Span);
    }

    public void Clear()
    {
        places.Clear();
        (charactersUsed, endsUsed) = (0, 0);
    }

    private static void Append<T>(ref T[] array, ref int used, ReadOnlySpan<T> more)
    {
        if (used + more.Length > array.Length)
            Array.Resize(ref array, Math.Max(array.Length * 2, used + more.Length));
        more.CopyTo(array.AsSpan(used));
        used += more.Length;
    }

    private readonly record struct Place(long Line, int Character, int End);
}
