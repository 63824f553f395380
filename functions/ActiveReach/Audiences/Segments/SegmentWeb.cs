namespace ActiveReach.Audiences.Segments;

/// <summary>Which segment of a workspace names which others, at one revision.</summary>
/// <param name="Revision">Counts every write of a segment of the workspace.</param>
/// <param name="Names">By segment: those that its include, exclude and where name.</param>
public sealed record SegmentWeb(long Revision, IReadOnlyDictionary<SegmentId, IReadOnlyList<SegmentId>> Names)
{
    /// <summary>The segments that name this one, in order of their ids.</summary>
    public IReadOnlyList<SegmentId> UsersOf(SegmentId id) =>
        [.. Names.Where(pair => pair.Value.Contains(id)).Select(pair => pair.Key).OrderBy(user => user.Value, StringComparer.Ordinal)];

    /// <summary>The way from a segment back to itself, if it named these; null when there is none.</summary>
    public IReadOnlyList<SegmentId>? CycleThrough(SegmentId id, IReadOnlyList<SegmentId> names)
    {
        var seen = new HashSet<SegmentId>();
        var ways = new Stack<IReadOnlyList<SegmentId>>(names.Select(name => (IReadOnlyList<SegmentId>)[id, name]));
        while (ways.TryPop(out var way))
        {
            var last = way[^1];
            if (last == id)
                return way;
            if (!seen.Add(last))
                continue;
            foreach (var next in Names.GetValueOrDefault(last) ?? [])
                ways.Push([.. way, next]);
        }

        return null;
    }
}
