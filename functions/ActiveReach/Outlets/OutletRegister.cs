using System.Text.Json.Serialization;
using ActiveReach.Channels;
using ActiveReach.Documents;
using ActiveReach.Lists;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>The outlets of all workspaces; nothing of one is ever visible in another. Every change raises the version of the workspace's plan
/// and asks for contacts to be assigned anew where that may move them, and tells the audit trail, in one commit.</summary>
public sealed class OutletRegister(IDocuments documents)
{
    private const string One = "one";

    private static readonly DocumentKind<Kept> Kind = new DocumentKind<Kept>("outlet", kept => kept.Outlet.Id.Value)
        .By("name", kept => kept.Open is { } open ? Folding.Fold(open.Name) : (FieldValue?)null)
        .By("createdAt", kept => kept.Open?.CreatedAt)
        .By("words", kept => kept.Open is { } open ? Folding.Fold(string.Join('\n', [open.Name, open.ExternalId, open.Address, .. open.Tags])) : (FieldValue?)null);

    private static readonly DocumentKind<OutletPlan> Plans = new("outlet-plan", _ => One);
    private static readonly ClaimedWords Names = new("outlet-name");
    private static readonly ClaimedWords ExternalIds = new("outlet-external-id");

    private readonly SenderDirectory senders = new(documents);

    public async Task<Outlet?> FindAsync(WorkspaceId workspace, OutletId id, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, workspace.Partition, id.Value, cancellation))?.Value.Open;

    /// <summary>Adds an outlet, unless the workspace has <see cref="OutletRules.Most"/> already.</summary>
    /// <param name="rule">That contacts are assigned by if it is the first.</param>
    public Task<OutletChange> TryAddAsync(Outlet outlet, OutletAssignment rule, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        ChangeAsync(null, new Kept(outlet, null), rule, outlet.UpdatedAt, audit, cancellation);

    /// <summary>Replaces the outlet if its stored version is still <see cref="Outlet.Version"/>.</summary>
    public async Task<OutletChange> TryUpdateAsync(Outlet outlet, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        await FindAsync(outlet, cancellation) is { } before
            ? await ChangeAsync(before, new Kept(outlet with { Version = outlet.Version + 1 }, null), null, outlet.UpdatedAt, audit, cancellation)
            : OutletOutcome.Stale;

    /// <summary>Removes the outlet if its stored version is still <see cref="Outlet.Version"/>. Its name is remembered, for contacts
    /// who were put there by their profile.</summary>
    public async Task<OutletChange> TryRemoveAsync(Outlet outlet, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        await FindAsync(outlet, cancellation) is { } before ? await ChangeAsync(before, before.Value with { RemovedAt = at }, null, at, audit, cancellation) : OutletOutcome.Stale;

    /// <summary>Has all contacts assigned anew, by this rule from now on. False where the workspace never had an outlet: there is nothing to do.</summary>
    public async Task<bool> AskAsync(WorkspaceId workspace, OutletAssignment rule, DateTimeOffset at, CancellationToken cancellation = default)
    {
        await Assignments.MarkAsync(documents, workspace, at, cancellation);
        while (await documents.FindAsync(Plans, workspace.Partition, One, cancellation) is { } plan)
        {
            var next = plan.Value with { Version = plan.Value.Version + 1, Rule = rule };
            if ((await documents.CommitAsync(workspace.Partition, [Plans.Replace(next, plan.ETag), Assignments.Ask(workspace, next.Version, at)], cancellation)).IsDone)
                return true;
        }

        return false;
    }

    /// <summary>Sorted by <c>name</c> or <c>createdAt</c>; <paramref name="search"/> is found in name, external id, address and tags,
    /// whatever the case.</summary>
    public async Task<Page<Outlet>> ListAsync(WorkspaceId workspace, PageQuery query, string? search, CancellationToken cancellation = default)
    {
        FieldCondition[] where = string.IsNullOrWhiteSpace(search) ? [] : [FieldCondition.Contains("words", Folding.Fold(search.Trim()))];
        var page = await documents.QueryAsync(Kind, query.Ask(Kind.In(workspace.Partition), query.Sort is "createdAt" ? "createdAt" : "name", where), cancellation);
        return page.ToPage(each => each.Value.Outlet);
    }

    /// <summary>By what contacts are assigned now; null while the workspace never had an outlet. Cheap.</summary>
    public async Task<OutletPlan?> FindPlanAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Plans, workspace.Partition, One, cancellation))?.Value;

    /// <summary>All outlets of the workspace, at the plan or after it.</summary>
    public async Task<OutletDirectory> ReadAsync(WorkspaceId workspace, OutletPlan plan, CancellationToken cancellation = default)
    {
        var all = await documents.AllAsync(Kind, Kind.In(workspace.Partition), cancellation);
        return new OutletDirectory(
            plan.Version, [.. all.Select(each => each.Open).OfType<Outlet>()], all.Where(each => each.Open is null).ToDictionary(each => each.Outlet.Id.Value, each => each.Outlet.Name), plan.Rule);
    }

    private async Task<Stored<Kept>?> FindAsync(Outlet outlet, CancellationToken cancellation) =>
        await documents.FindAsync(Kind, outlet.Workspace.Partition, outlet.Id.Value, cancellation) is { Value.Open: { } open } found && open.Version == outlet.Version ? found : null;

    private async Task<OutletChange> ChangeAsync(Stored<Kept>? stored, Kept kept, OutletAssignment? rule, DateTimeOffset at, AuditEntry? audit, CancellationToken cancellation)
    {
        var (workspace, before, after) = (kept.Outlet.Workspace, stored?.Value.Open, kept.Open);
        var (partition, moves) = (workspace.Partition, (before?.Name, before?.ExternalId, before?.Lat, before?.Lon) != (after?.Name, after?.ExternalId, after?.Lat, after?.Lon));
        while (true)
        {
            var plan = await documents.FindAsync(Plans, partition, One, cancellation);
            if (stored is null && plan?.Value.Outlets >= OutletRules.Most)
                return OutletOutcome.TooMany;
            if (await Names.IsTakenAsync(documents, partition, Folded(before?.Name), Folded(after?.Name), cancellation))
                return OutletOutcome.NameTaken;
            if (await ExternalIds.IsTakenAsync(documents, partition, Folded(before?.ExternalId), Folded(after?.ExternalId), cancellation))
                return OutletOutcome.ExternalIdTaken;
            if (await ForeignAsync(workspace, after, cancellation) is { } channel)
                return new OutletChange(OutletOutcome.SenderTaken, channel);

            if (moves)
                await Assignments.MarkAsync(documents, workspace, at, cancellation);
            await SenderDirectory.LearnAsync(documents, workspace, SendersOf(after), cancellation);
            var opened = (after is null ? 0 : 1) - (before is null ? 0 : 1);
            var next = plan is null ? new OutletPlan(1, opened, rule!) : plan.Value with { Version = plan.Value.Version + 1, Outlets = plan.Value.Outlets + opened };
            (DocumentChange Change, OutletOutcome? Refusal)[] changes =
            [
                (stored is null ? Kind.Add(kept) : Kind.Replace(kept, stored.ETag), OutletOutcome.Stale),
                .. Names.Move(Folded(before?.Name), Folded(after?.Name)).Select(change => (change, (OutletOutcome?)OutletOutcome.NameTaken)),
                .. ExternalIds.Move(Folded(before?.ExternalId), Folded(after?.ExternalId)).Select(change => (change, (OutletOutcome?)OutletOutcome.ExternalIdTaken)),
                (plan is null ? Plans.Add(next) : Plans.Replace(next, plan.ETag), null),
            ];
            IEnumerable<DocumentChange> more =
            [
                .. moves ? [Assignments.Ask(workspace, next.Version, at)] : Array.Empty<DocumentChange>(),
                .. SenderDirectory.Use(kept.Outlet.Id.Value, before?.Senders, after?.Senders),
                .. AuditTrail.Tell(audit),
            ];
            if ((await documents.CommitAsync(partition, [.. changes.Select(each => each.Change), .. more], cancellation)).Conflict is not { } conflict)
                return OutletOutcome.Done;
            if (changes[conflict].Refusal is { } refusal)
                return refusal;
        }
    }

    /// <summary>The channel on which it would send from what another workspace has; null without one.</summary>
    private async Task<Channel?> ForeignAsync(WorkspaceId workspace, Outlet? outlet, CancellationToken cancellation)
    {
        foreach (var (channel, sender) in SendersOf(outlet))
        {
            if ((await senders.OwnersAsync(channel, sender, cancellation)).Any(owner => owner != workspace))
                return channel;
        }

        return null;
    }

    private static IReadOnlyDictionary<Channel, string> SendersOf(Outlet? outlet) => outlet?.Senders ?? new Dictionary<Channel, string>();

    private static string? Folded(string? word) => word is null ? null : Folding.Fold(word);

    /// <summary>An outlet that was removed is kept too, so that its id has a name.</summary>
    private sealed record Kept(Outlet Outlet, DateTimeOffset? RemovedAt)
    {
        [JsonIgnore]
        public Outlet? Open => RemovedAt is null ? Outlet : null;
    }
}

/// <summary>By what the contacts of a workspace come to its outlets.</summary>
/// <param name="Version">Counts the changes of outlets and rule.</param>
/// <param name="Outlets">How many there are.</param>
public sealed record OutletPlan(long Version, int Outlets, OutletAssignment Rule);
