namespace ActiveReach.Audiences.Imports;

/// <summary>How many rows make a transaction: as many as half a second stores, since whoever else writes waits that long. Large ones spare
/// the disk, because they write each page of an index once for all its rows.</summary>
public sealed class ImportPace
{
    /// <summary>Most rows a transaction, for the sake of memory.</summary>
    public const int Most = 8_000;

    private const int Fewest = 1_000;
    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(0.5);

    /// <summary>Rows of the next transaction.</summary>
    public int Rows { get; private set; } = 4_000;

    /// <summary>Takes note of how long a transaction took; at most doubles or halves the next.</summary>
    public void Took(int rows, TimeSpan time)
    {
        var fitting = time > TimeSpan.Zero ? rows * (Wanted / time) : Most;
        Rows = (int)Math.Clamp(fitting, Math.Max(Fewest, Rows / 2), Math.Min(Most, Rows * 2));
    }
}
