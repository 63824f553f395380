namespace ActiveReach.Messages;

/// <summary>The links of contents with the numbers that they carry: their places in what the run froze. A link that it lacks, as when another
/// version of the app began the run and reads its contents otherwise, has none (-1): it goes out as it is written, without a click to count.</summary>
internal sealed class NumberedLinks
{
    private readonly LinkTable table;
    private readonly int[] numbers;

    /// <param name="places">As <see cref="LinkTable.Places"/> gave them when the run began.</param>
    public NumberedLinks(LinkTable table, IReadOnlyList<string> places)
    {
        this.table = table;
        var known = places.Select((place, number) => (place, number)).ToDictionary(each => each.place, each => each.number, StringComparer.Ordinal);
        numbers = [.. table.All.Select(target => known.GetValueOrDefault(target.Place, -1))];
    }

    /// <param name="index">Place of the link among those that the contents name.</param>
    public (int Number, LinkTarget Target) this[int index] => (numbers[index], table.All[index]);
}
