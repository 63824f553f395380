using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Delivery.Rows;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>Reads a group and writes what was changed of it.</summary>
internal static class GroupRows
{
    /// <param name="known">The group as it was once: its rows hold while nobody has written the batch since. Home rows lie in another batch, so
    /// those that are tried after them are always read.</param>
    public static LedgerGroup? Read(ReadSession session, KeyedRun run, GroupScope scope, LedgerGroup? known = null)
    {
        if (HeadRows.Find(session, run.Key, scope.Shard, scope.Batch) is not { } batch)
            return null;
        var fence = LedgerRuns.FenceOf(session, run.Key);
        var holds = known?.Batch.Version == batch.Version && known.Rows.All(row => row.Home is null);
        var rows = holds ? known!.Rows : scope.Last < scope.First ? [] : RowReader.Batch(session, run, scope);
        var homes = rows.Where(row => row.Home is not null).Select(row => RowReader.Find(session, run, scope.Shard, row.Home!.Value)!).ToList();
        return new LedgerGroup(
            run.Run, fence, batch, HeadRows.FindStage(session, run.Key, scope.Batch.Stage, scope.Shard), rows, homes, fence.FinalAt is null ? [] : LateOf(session, run.Key, scope));
    }

    public static void Write(WriteSession session, KeyedRun run, int shard, LedgerGroup group)
    {
        foreach (var batch in group.AddedBatches)
        {
            if (HeadRows.IsSealed(session, run.Key, batch.Number.Stage) || !TryAdd(session, run.Key, shard, batch))
                throw new InvalidOperationException($"Batch {batch.Number.Value} can't be added to shard {shard} of run '{run.Run.Id}': it is there, or its stage is sealed.");
        }

        new RowWriter(session, run.Key, shard).Change(group.ChangedRows);
        IndexIds(session, run.Key, group);
        foreach (var late in group.AddedLate)
        {
            session.Prepare("INSERT INTO ledger_late (run, shard, batch, row, kind, at, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                .Bind(1, run.Key).Bind(2, shard).Bind(3, group.Batch.Number.Value).Bind(4, late.Row).Bind(5, (int)late.Kind).Bind(6, late.At).Bind(7, late.Reason).Execute();
        }

        if (group.IsBatchChanged || group.ChangedRows.Count > 0)
        {
            group.Batch = group.Batch with { Version = group.Batch.Version + 1 };
            HeadRows.Write(session, run.Key, group.Batch);
            foreach (var home in group.ChangedRows.Select(each => each.After.Address.Batch).Distinct().Where(batch => batch != group.Batch.Number.Value))
                HeadRows.Touch(session, run.Key, shard, home);
        }

        if (group is { IsStageChanged: true, Stage: { } stage })
            HeadRows.Write(session, run.Key, stage);
        TallyRows.Add(session, run.Key, group.Tallies);
    }

    /// <summary>False when there is one of its number.</summary>
    public static bool TryAdd(WriteSession session, long run, int shard, NewBatch batch)
    {
        if (!HeadRows.TryAdd(session, run, batch.Head(shard)))
            return false;
        new RowWriter(session, run, shard).Add(batch.Rows);
        return true;
    }

    private static List<(int Row, LedgerEventKind Kind)> LateOf(ReadSession session, long run, GroupScope scope)
    {
        var known = new List<(int, LedgerEventKind)>();
        var row = session.Prepare("SELECT row, kind FROM ledger_late WHERE run = ?1 AND shard = ?2 AND batch = ?3 AND row BETWEEN ?4 AND ?5")
            .Bind(1, run).Bind(2, scope.Shard).Bind(3, scope.Batch.Value).Bind(4, scope.First).Bind(5, scope.Last);
        while (row.Step())
            known.Add((row.GetInt32(0), (LedgerEventKind)row.GetInt32(1)));
        return known;
    }

    private static void IndexIds(WriteSession session, long run, LedgerGroup group)
    {
        var fresh = group.ChangedRows.Where(each => each.After.MessageId is not null && each.Before.MessageId != each.After.MessageId).Select(each => each.After).ToList();
        if (fresh.Count == 0)
            return;
        var generation = MessageIndex.Reserve(session, fresh.Count);
        foreach (var row in fresh)
            MessageIndex.Add(session, generation, run, row.Address, row.MessageId!);
    }
}
