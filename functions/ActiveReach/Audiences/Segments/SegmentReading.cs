using ActiveReach.Audiences.Expressions;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Segments;

/// <summary>Reads one audience with its segments, each of them once.</summary>
/// <param name="pinned">Versions to read; null: the latest.</param>
/// <param name="edited">Read in the place of what is stored under its id.</param>
internal sealed class SegmentReading(
    SavedSegments store, Workspace workspace, IReadOnlyDictionary<string, int>? pinned, Segment? edited, CancellationToken cancellation)
{
    /// <summary>Segments may be nested so deep.</summary>
    public const int DeepestNesting = 8;

    /// <summary>An audience may hold so many conditions, those of its segments counted as often as they are asked.</summary>
    public const int MostConditions = 2000;

    private readonly Dictionary<string, Members> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> versions = new(StringComparer.Ordinal);
    private readonly List<string> inside = [];

    /// <summary>Of every segment that was read.</summary>
    public IReadOnlyDictionary<string, int> Versions => versions;

    /// <summary>The audience as one tree; null when it is everybody, or when there are problems.</summary>
    public async Task<Expression?> ReadAsync(Audience audience, string path, List<InputProblem> problems)
    {
        var members = await MembersAsync(audience, path, problems);
        return problems.Count == 0 ? members.Who : null;
    }

    /// <summary>Finds what is wrong with a segment, with paths in its own members.</summary>
    public async Task CheckAsync(Segment segment, List<InputProblem> problems)
    {
        inside.Add(segment.Id.Value);
        await MembersAsync(segment.Audience, "", problems);
        inside.RemoveAt(inside.Count - 1);
    }

    private async Task<Members> MembersAsync(Audience audience, string path, List<InputProblem> problems)
    {
        var included = await AllAsync(audience.Include, JsonPath.Append(path, "include"), problems);
        var excluded = await AllAsync(audience.Exclude, JsonPath.Append(path, "exclude"), problems);
        var asked = new Dictionary<string, Members>(StringComparer.Ordinal);
        var where = ExpressionParser.Parse(audience.Where, workspace.CustomFields, JsonPath.Append(path, "where"), problems);
        foreach (var name in where is null ? [] : where.Leaves().OfType<InSegment>())
            asked[name.Segment] = await SegmentAsync(name.Segment, name.Path, problems);

        var terms = new List<Expression>();
        if (included.Count > 0)
            terms.Add(included.Count == 1 ? included[0].Tree : new AnyOf(included.ConvertAll(one => one.Tree)));
        terms.AddRange(excluded.Select(one => new NotOf(one.Tree)));
        if (where is not null)
            terms.Add(where.With(name => asked[name.Segment].Tree));
        var size = included.Concat(excluded).Sum(one => one.Size)
            + (where?.Leaves().Sum(leaf => leaf is InSegment name ? asked[name.Segment].Size : 1) ?? 0);
        if (size > MostConditions)
            problems.Add(new InputProblem(path, "too_many", $"An audience may hold {MostConditions} conditions, those of its segments included; this one holds {size}. Give the people a tag and ask for it."));
        var height = included.Concat(excluded).Concat(asked.Values).Select(one => one.Height).DefaultIfEmpty(0).Max();
        return new Members(terms.Count switch { 0 => null, 1 => terms[0], _ => new AllOf(terms) }, Math.Min(size, MostConditions + 1), height);
    }

    private async Task<List<Members>> AllAsync(IReadOnlyList<string> names, string path, List<InputProblem> problems)
    {
        var all = new List<Members>(names.Count);
        for (var index = 0; index < names.Count; index++)
            all.Add(await SegmentAsync(names[index], $"{path}[{index}]", problems));
        return all;
    }

    /// <param name="path">Where it is named.</param>
    private async Task<Members> SegmentAsync(string name, string path, List<InputProblem> problems)
    {
        if (inside.Contains(name))
            return Refuse("cycle", $"The segments {string.Join(" → ", inside.SkipWhile(each => each != name))} → {name} are each other's parts. Take one of them out.");
        if (!known.TryGetValue(name, out var members))
        {
            if (inside.Count >= DeepestNesting)
                return Refuse("too_deep", $"Segments may be nested {DeepestNesting} deep; {string.Join(" → ", inside)} → {name} is deeper. Write the conditions of one of them out.");
            if (await FindAsync(name) is not { } segment)
                return Refuse("unknown_segment", $"There is no segment '{Short(name)}' in this workspace. Remove it, or write its conditions in 'where'.");
            versions[name] = segment.Version;
            members = await InsideAsync(segment, path, problems);
            known[name] = members;
        }

        return inside.Count + members.Height <= DeepestNesting
            ? members
            : Refuse("too_deep", $"Segments may be nested {DeepestNesting} deep; with '{name}' they are {inside.Count + members.Height} deep. Write the conditions of one of them out.");

        Members Refuse(string code, string message)
        {
            problems.Add(new InputProblem(path, code, message));
            return Members.Nobody;
        }
    }

    private async Task<Members> InsideAsync(Segment segment, string path, List<InputProblem> problems)
    {
        var found = new List<InputProblem>();
        inside.Add(segment.Id.Value);
        var members = await MembersAsync(segment.Audience, "", found);
        inside.RemoveAt(inside.Count - 1);
        if (found.Count > 0)
            problems.Add(new InputProblem(path, found[0].Code is "cycle" or "too_deep" or "unknown_segment" ? found[0].Code : "unreadable_segment", $"The segment '{segment.Id}' can't be read: {found[0].Message}"));
        return members with { Height = members.Height + 1 };
    }

    private async Task<Segment?> FindAsync(string name)
    {
        if (!SegmentId.TryParse(name, out var id))
            return null;
        return id == edited?.Id ? edited : await store.FindAsync(workspace.Id, id, pinned?.TryGetValue(name, out var version) is true ? version : null, cancellation);
    }

    private static string Short(string name) => name.Length <= 64 ? name : name[..64] + "…";

    /// <param name="Who">Null: everybody.</param>
    /// <param name="Size">Number of conditions, with those of nested segments.</param>
    /// <param name="Height">How many segments lie in each other; 0 without any.</param>
    private readonly record struct Members(Expression? Who, int Size, int Height)
    {
        public static readonly Members Nobody = new(new AnyOf([]), 0, 0);

        public Expression Tree => Who ?? new AllOf([]);
    }
}
