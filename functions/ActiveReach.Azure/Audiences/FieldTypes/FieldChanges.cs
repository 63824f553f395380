using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Documents;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.FieldTypes;

/// <summary>The changes of types of a workspace's custom fields: one document beside the workspace, so that a type flips with the settings in one commit. The directory is told
/// first that one goes on, so that whoever looks there finds those that nobody works on.</summary>
internal sealed class FieldChanges(IDocuments documents)
{
    private const string One = "one";

    private static readonly DocumentKind<Kept> Kind = new("field-type-changes", _ => One);

    private static readonly DocumentKind<Due> Going = new DocumentKind<Due>("due-field-type-changes", due => due.Workspace.Value).By("since", due => due.Since);

    public async Task<KnownChanges> ReadAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        await documents.FindAsync(Kind, workspace.Partition, One, cancellation) is { } stored
            ? new([.. stored.Value.Changes.Select(change => change with { Change = change.Change with { Workspace = workspace, After = change.After } })], stored.ETag)
            : new([], null);

    /// <summary>Writes a change if nobody else has written any since they were read.</summary>
    /// <param name="besides">What is committed with it.</param>
    public async Task<bool> TryWriteAsync(KnownChanges known, FieldTypeChange change, DateTimeOffset at, params IReadOnlyList<DocumentChange> besides)
    {
        var kept = new Kept([.. known.All.Where(each => each.Change.Field != change.Field).Append(new KeptChange(change, change.After, at)).OrderBy(each => each.Change.Field, StringComparer.Ordinal)]);
        return (await documents.CommitAsync(change.Workspace.Partition, [known.ETag is { } etag ? Kind.Replace(kept, etag) : Kind.Add(kept), .. besides])).IsDone;
    }

    /// <summary>Decides on a change and writes it, until nobody else was faster.</summary>
    /// <param name="decide">Null where nothing is to be written.</param>
    public async Task<FieldTypeChange?> ChangeAsync(WorkspaceId workspace, string field, DateTimeOffset at, Func<FieldTypeChange?, FieldTypeChange?> decide)
    {
        while (true)
        {
            var known = await ReadAsync(workspace);
            if (decide(known.Find(field)) is not { } after)
                return null;
            if (await TryWriteAsync(known, after, at))
                return after;
        }
    }

    public Task TellAsync(WorkspaceId workspace, DateTimeOffset at) => documents.TryAsync(WorkspacePartition.Directory, Going.Put(new Due(workspace, at)));

    /// <summary>Workspaces that may have some that nobody has touched since then.</summary>
    public async Task<IReadOnlyList<Stored<Due>>> DueAsync(DateTimeOffset since, CancellationToken cancellation) => (await documents.QueryAsync(
        Going, Going.In(WorkspacePartition.Directory) with { Where = [FieldCondition.Within("since", null, since.AddMilliseconds(1))], OrderBy = "since", Limit = DocumentQuery.MostLimit }, cancellation)).Items;

    /// <summary>None goes on any more, unless one does again since it was read.</summary>
    public Task SettleAsync(Stored<Due> due) => documents.TryAsync(WorkspacePartition.Directory, Going.Delete(due));

    internal sealed record Kept(IReadOnlyList<KeptChange> Changes);

    internal sealed record Due(WorkspaceId Workspace, DateTimeOffset Since);
}

/// <param name="After">The change's own is told to nobody.</param>
/// <param name="TouchedAt">When it last got on.</param>
internal sealed record KeptChange(FieldTypeChange Change, long After, DateTimeOffset TouchedAt);

/// <summary>The last change of each field, in order of their names.</summary>
internal sealed record KnownChanges(IReadOnlyList<KeptChange> All, string? ETag)
{
    public FieldTypeChange? Find(string field) => All.FirstOrDefault(each => each.Change.Field == field)?.Change;

    /// <summary>Fields that have their new type before all their values.</summary>
    public IReadOnlyDictionary<string, FieldType> Flipped => All.Where(each => each.Change.State is FieldTypeState.Rewriting).ToDictionary(each => each.Change.Field, each => each.Change.To, StringComparer.Ordinal);

    /// <summary>Those that can still be given up.</summary>
    public IEnumerable<FieldTypeChange> Begun => All.Select(each => each.Change).Where(change => change.State is FieldTypeState.Preparing or FieldTypeState.Ready);

    /// <summary>Whether contacts are to be written and read in the same way.</summary>
    public bool IsSameFor(KnownChanges other) => Standing.SequenceEqual(other.Standing);

    private IEnumerable<(string Field, FieldType To, bool IsFlipped)> Standing =>
        All.Where(each => each.Change is { IsOver: false, State: not FieldTypeState.Withdrawing }).Select(each => (each.Change.Field, each.Change.To, each.Change.State is FieldTypeState.Rewriting));
}
