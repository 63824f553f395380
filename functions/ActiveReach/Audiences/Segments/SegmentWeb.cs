namespace ActiveReach.Audiences.Segments;

/// <summary>Which segment of a workspace names which others, at one revision.</summary>
/// <param name="Revision">Counts every write of a segment of the workspace.</param>
/// <param name="Names">By segment: those that its include, exclude and where name.</param>
public sealed record SegmentWeb(long Revision, IReadOnlyDictionary<SegmentId, IReadOnlyList<SegmentId>> Names)
{
    /// <summary>The segments that name this one, in order of their ids.</summary>
    public IReadOnlyList<SegmentId> UsersOf(SegmentId id) =>
        [.. Names.Where(pair => pair.Value.Contains(id)).Select(pair => pair.Key).OrderBy(user => user.Value, StringComparer.Ordinal)];

    /// <summary>The segments that name this one, and those that name them, and so on.</summary>
    public IReadOnlyList<SegmentId> AllUsersOf(SegmentId id)
    {
        var users = new List<SegmentId> { id };
        for (var next = 0; next < users.Count; next++)
            users.AddRange(UsersOf(users[next]).Where(user => !users.Contains(user)));
        return users[1..];
    }
}
