using ActiveReach.Campaigns;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Ledger;

/// <summary>What the ledger knows of a run as a whole, written when its plan begins.</summary>
/// <param name="Shards">See <see cref="Ledger.Shards"/>.</param>
/// <param name="GoalEvent">The event that counts as its conversion, within the window after the hand-over.</param>
/// <param name="Tags">Of its campaign.</param>
/// <param name="StartedAt">The instant that its audience was asked as of.</param>
public sealed record LedgerRun(
    RunId Id, Workspaces.WorkspaceId Workspace, CampaignId Campaign, int Shards, bool IsTest, DateTimeOffset StartedAt, string? GoalEvent, TimeSpan? GoalWindow, IReadOnlyList<string>? Tags = null);

/// <summary>The copy of a run's standing that its shards keep: what is claimed, marked and planned is measured by it. Only ever replaced by a newer
/// one. Outcomes are recorded whatever it says.</summary>
/// <param name="FinalAt">Since when the figures are final.</param>
public readonly record struct Fence(RunStatus Status, int Epoch, DateTimeOffset? CompletedAt = null, DateTimeOffset? FinalAt = null)
{
    public static Fence Of(Run run) => new(run.Status, run.Epoch, run.CompletedAt, run.FinalAt);

    public bool Admits(int epoch) => Status is RunStatus.Sending && Epoch == epoch;

    /// <summary>What stands when another comes: the newer one, in order of epoch and status. Times once set stay.</summary>
    public Fence Raise(Fence other) => (Epoch, (int)Status).CompareTo((other.Epoch, (int)other.Status)) > 0
        ? this
        : other with { CompletedAt = CompletedAt ?? other.CompletedAt, FinalAt = FinalAt ?? other.FinalAt };

    public bool MayBePlanned => Status is RunStatus.Planning or RunStatus.Sending or RunStatus.Paused;
}

/// <summary>A batch: who has it, and what is left of it.</summary>
public sealed record BatchHead
{
    public required int Shard { get; init; }

    public required BatchNumber Number { get; init; }

    public required int Rows { get; init; }

    /// <summary>Counts the writes of it and its rows.</summary>
    public long Version { get; init; }

    /// <summary>Rows that are planned or in doubt.</summary>
    public required int Unsettled { get; init; }

    public bool IsDone { get; init; }

    /// <summary>Counts its claims.</summary>
    public long Claims { get; init; }

    /// <summary>The start of a process that has it; null while nobody does.</summary>
    public long? Owner { get; init; }

    /// <summary>System time.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Business time before which it must not be taken.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether that is the hour that its rows wait for, and not a limit.</summary>
    public bool IsDeferred { get; init; }

    /// <summary>The epoch in which its lane has gone on without it.</summary>
    public int ReleasedIn { get; init; }

    /// <summary>The rule that its rows wait for; null where none is known.</summary>
    public string? Rule { get; init; }

    public DateTimeOffset? LastHandedAt { get; init; }

    /// <summary>What its messages were sent from.</summary>
    public string? Sender { get; init; }

    /// <summary>Where it was taken first, if anybody recorded then.</summary>
    public string? Trace { get; init; }
}

/// <summary>The batches of one stage in one shard, once its plan is sealed.</summary>
/// <param name="Remaining">Those that are not done.</param>
public sealed record StageHead(int Shard, int Stage, int Batches, int Remaining, DateTimeOffset? LastHandedAt)
{
    /// <param name="batches">All that the shard has; those of other stages, and those that are never sent, don't count.</param>
    public static StageHead Of(int shard, int stage, IEnumerable<BatchHead> batches)
    {
        var own = batches.Where(batch => batch.Number.Stage == stage && batch.Number.IsSent).ToList();
        return new StageHead(shard, stage, own.Count, own.Count(batch => !batch.IsDone), null);
    }
}
