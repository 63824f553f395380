using System.Collections.Concurrent;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Records;

/// <summary>How the test of a run was decided for the people of one outlet.</summary>
/// <param name="Outlet">As it stands on the rows of its people; empty for those without one.</param>
public sealed record OutletVerdict(RunId Run, string Outlet, Verdict Verdict)
{
    /// <summary>The outlet on rows of people who have none.</summary>
    public const string NoOutlet = "";
}

/// <summary>The verdicts of runs in which each outlet has a winner of its own: small documents beside the run, so that the run stays as small with
/// thousands of outlets as with one.</summary>
public sealed class OutletVerdicts(IDocuments documents)
{
    /// <summary>Runs whose winners are kept in memory at once.</summary>
    private const int MostKnown = 50;

    private static readonly DocumentKind<OutletVerdict> Kind = new DocumentKind<OutletVerdict>("outlet-verdict", verdict => IdOf(verdict.Run, verdict.Outlet))
        .By("run", verdict => verdict.Run.Value)
        .By("outlet", verdict => verdict.Outlet)
        .By("decision", verdict => verdict.Verdict.Decision);

    private readonly ConcurrentDictionary<RunId, IReadOnlyDictionary<string, string>> known = [];

    /// <summary>Adds those that are not there yet: what was decided once stays, also where an earlier try ended in the middle.</summary>
    public async Task KeepAsync(Run run, IReadOnlyList<OutletVerdict> verdicts, CancellationToken cancellation = default)
    {
        while (true)
        {
            var kept = (await AllAsync(run, cancellation)).Select(verdict => verdict.Outlet).ToHashSet(StringComparer.Ordinal);
            var missing = verdicts.Where(verdict => !kept.Contains(verdict.Outlet)).Chunk(IDocuments.MostChanges);
            if (await AreCommittedAsync(run, missing.Select(some => some.Select(Kind.Add)), cancellation))
                return;
        }
    }

    /// <summary>Writes what a person decided, a commit at a time; false when one of them is another by now.</summary>
    public Task<bool> TryReplaceAsync(Run run, IReadOnlyList<Stored<OutletVerdict>> decided, CancellationToken cancellation = default) =>
        AreCommittedAsync(run, decided.Chunk(IDocuments.MostChanges).Select(some => some.Select(each => Kind.Replace(each.Value, each.ETag))), cancellation);

    public Task<Stored<OutletVerdict>?> FindAsync(Run run, string outlet, CancellationToken cancellation = default) =>
        documents.FindAsync(Kind, PartitionOf(run), IdOf(run.Id, outlet), cancellation);

    public Task<IReadOnlyList<OutletVerdict>> AllAsync(Run run, CancellationToken cancellation = default) => documents.AllAsync(Kind, Of(run), cancellation);

    /// <summary>Those in which a person has yet to decide.</summary>
    public async Task<IReadOnlyList<Stored<OutletVerdict>>> HeldAsync(Run run, int limit, CancellationToken cancellation = default)
    {
        var held = Of(run) with { Where = [OfRun(run), FieldCondition.Is("decision", Verdict.Held)], Limit = Math.Min(limit, DocumentQuery.MostLimit) };
        var found = new List<Stored<OutletVerdict>>();
        while (true)
        {
            var page = await documents.QueryAsync(Kind, held, cancellation);
            found.AddRange(page.Items);
            if (page.Next is null || found.Count >= limit)
                return found;
            held = held with { After = page.Next };
        }
    }

    /// <summary>By outlet, those without one first.</summary>
    /// <param name="outlet">The only one; null for all.</param>
    public async Task<Page<OutletVerdict>> ListAsync(Run run, PageQuery page, string? outlet, CancellationToken cancellation = default)
    {
        IReadOnlyList<FieldCondition> where = outlet is null ? [OfRun(run)] : [OfRun(run), FieldCondition.Is("outlet", outlet)];
        return (await documents.QueryAsync(Kind, page.Ask(Kind.In(PartitionOf(run)), "outlet", where), cancellation)).ToPage();
    }

    /// <summary>The variant that the rest of each outlet gets; only for runs in which nobody has to decide any more, so that it changes no more.</summary>
    public async Task<IReadOnlyDictionary<string, string>> WinnersAsync(Run run, CancellationToken cancellation = default)
    {
        if (known.TryGetValue(run.Id, out var winners))
            return winners;
        var all = await AllAsync(run, cancellation);
        if (all.FirstOrDefault(verdict => verdict.Verdict.Winner is null) is { } open)
            throw new InvalidOperationException($"The rest of run '{run.Id}' is to be sent, but nobody has decided what the people of outlet '{open.Outlet}' get.");
        if (known.Count >= MostKnown)
            known.Clear();
        return known[run.Id] = all.ToDictionary(verdict => verdict.Outlet, verdict => verdict.Verdict.Winner!, StringComparer.Ordinal);
    }

    private async Task<bool> AreCommittedAsync(Run run, IEnumerable<IEnumerable<DocumentChange>> commits, CancellationToken cancellation)
    {
        foreach (var changes in commits)
        {
            if (!(await documents.CommitAsync(PartitionOf(run), [.. changes], cancellation)).IsDone)
                return false;
        }

        return true;
    }

    private static DocumentQuery Of(Run run) => Kind.In(PartitionOf(run)) with { Where = [OfRun(run)] };

    private static FieldCondition OfRun(Run run) => FieldCondition.Is("run", run.Id.Value);

    private static string PartitionOf(Run run) => run.Workspace.PartitionOf(run.Campaign.Value);

    private static string IdOf(RunId run, string outlet) => DocumentKey.IdOf($"{run}/{outlet}");
}
