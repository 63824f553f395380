using ActiveReach.Audiences.Expressions;
using ActiveReach.Audiences.Segments;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences;

/// <summary>Turns an audience as it was written into one that can be read: loads its segments and the segments in them, and joins
/// include (any of them), exclude (none of them) and where into one tree.</summary>
/// <param name="outlets">Lets expressions name outlets; without them they say ids.</param>
public sealed class ResolveAudience(SavedSegments segments, TimeProvider clock, OutletDirectories? outlets = null)
{
    /// <summary>Most people an audience may name one by one.</summary>
    public const int MostNamed = 10_000;

    /// <summary>As of now, with its segments as they are.</summary>
    /// <param name="path">Of the audience in what the caller sent; empty when it is the whole.</param>
    /// <exception cref="InvalidInputException">With every problem and its path.</exception>
    public async Task<ResolvedAudience> NowAsync(Audience audience, Workspace workspace, string path = "audience", CancellationToken cancellation = default)
    {
        var problems = new List<InputProblem>();
        var (resolved, _) = await ReadAsync(audience, workspace, clock.GetUtcNow(), null, path, problems, cancellation);
        return problems.Count == 0 ? resolved : throw new InvalidInputException(problems);
    }

    /// <summary>As of a moment, with the versions that segments had then: the same however often and however late it is asked.</summary>
    /// <param name="versions">As <see cref="VersionsAsync"/> gave them.</param>
    public async Task<ResolvedAudience> AsOfAsync(
        DateTimeOffset then, IReadOnlyDictionary<string, int> versions, Audience audience, Workspace workspace, CancellationToken cancellation = default)
    {
        var problems = new List<InputProblem>();
        var (resolved, _) = await ReadAsync(audience, workspace, then, versions, "audience", problems, cancellation);
        return problems.Count == 0 ? resolved : throw new InvalidInputException(problems);
    }

    /// <summary>Every problem with its path; empty when the audience can be read now.</summary>
    public async Task<IReadOnlyList<InputProblem>> CheckAsync(Audience audience, Workspace workspace, string path = "audience", CancellationToken cancellation = default)
    {
        var problems = new List<InputProblem>();
        await ReadAsync(audience, workspace, clock.GetUtcNow(), null, path, problems, cancellation);
        return problems;
    }

    /// <summary>Every problem of a segment that is to be saved, with paths in its own members; empty when it and all that name it can be
    /// read then.</summary>
    internal async Task<IReadOnlyList<InputProblem>> CheckAsync(Segment segment, Workspace workspace, CancellationToken cancellation)
    {
        var problems = new List<InputProblem>();
        await new SegmentReading(segments, workspace, null, segment, cancellation).CheckAsync(segment, problems);
        foreach (var user in problems.Count == 0 ? await segments.AllUsersOfAsync(workspace.Id, segment.Id, cancellation) : [])
        {
            var above = new List<InputProblem>();
            await new SegmentReading(segments, workspace, null, segment, cancellation).CheckAsync(user, above);
            problems.AddRange(above.Take(1).Select(problem => new InputProblem("", problem.Code, $"With this change the segment '{user.Id}', which names '{segment.Id}', could no longer be read: {problem.Message}")));
        }

        return problems;
    }

    /// <summary>The version of each segment that the audience asks, nested ones too: what a run pins.</summary>
    /// <exception cref="InvalidInputException">The audience can't be read any more.</exception>
    public async Task<IReadOnlyDictionary<string, int>> VersionsAsync(Audience audience, Workspace workspace, CancellationToken cancellation = default)
    {
        var problems = new List<InputProblem>();
        var (_, versions) = await ReadAsync(audience, workspace, clock.GetUtcNow(), null, "audience", problems, cancellation);
        return problems.Count == 0 ? versions : throw new InvalidInputException(problems);
    }

    private async Task<(ResolvedAudience Audience, IReadOnlyDictionary<string, int> Versions)> ReadAsync(
        Audience audience, Workspace workspace, DateTimeOffset now, IReadOnlyDictionary<string, int>? pinned, string path, List<InputProblem> problems, CancellationToken cancellation)
    {
        if (audience.Contacts is { Count: > MostNamed } named)
            problems.Add(new InputProblem(JsonPath.Append(path, "contacts"), "too_many", $"An audience names at most {MostNamed} contacts; this one names {named.Count}. Give them a tag and ask for it."));
        var reading = new SegmentReading(segments, workspace, pinned, null, cancellation);
        var who = await reading.ReadAsync(audience, path, problems);
        if (audience.Outlet is { } outlet)
            who = who is null ? OutletNames.Is(outlet) : new AllOf([who, OutletNames.Is(outlet)]);
        if (who is not null && outlets is not null && OutletNames.Occur(who))
            who = OutletNames.Resolve(who, await outlets.OfAsync(workspace.Id, cancellation));
        return (new ResolvedAudience(workspace, who, Moment.Of(workspace, now)) { Contacts = audience.Contacts }, reading.Versions);
    }
}
