using ActiveReach.Campaigns;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery;

/// <summary>Figures straight from the ledger, so that they are exact by construction.</summary>
public interface ILedgerFigures
{
    /// <summary>Figures of the runs given, one record a group.</summary>
    Task<IReadOnlyList<LedgerFigures>> CountAsync(IReadOnlyList<RunId> runs, FigureGrouping by, CancellationToken cancellation = default);

    /// <summary>Recipients of the runs by what happened to them, in order of the ledger.</summary>
    Task<RecipientPage> ListAsync(IReadOnlyList<RunId> runs, RecipientAction action, int limit, string? cursor, CancellationToken cancellation = default);
}

public enum FigureGrouping
{
    None,
    Channel,
    Variant,
    Outlet,
    Run,

    /// <summary>Test slice, rest, or a fallback wave; see <see cref="Delivery.Stage"/>.</summary>
    Stage,

    /// <summary>The hour (UTC) of the hand-over.</summary>
    Hour,
}

public enum RecipientAction
{
    All,
    Delivered,
    Opened,
    Clicked,
    Replied,
    Ignored,
    Converted,
    Failed,
    Skipped,
    Pending,
}

/// <summary>Figures of a group. <c>Delivered + Bounced + Failed + Pending + sum(Skipped) = Recipients</c> always.</summary>
public sealed record LedgerFigures
{
    /// <summary>Value of the grouping, e.g. <c>sms</c>; empty without one.</summary>
    public string Group { get; init; } = "";

    /// <summary>Distinct contacts of a run, summed over runs.</summary>
    public long Recipients { get; init; }

    /// <summary>Contacts with at least one message taken by a provider.</summary>
    public long Sent { get; init; }

    public long Delivered { get; init; }

    public long Bounced { get; init; }

    public long Failed { get; init; }

    public long Pending { get; init; }

    /// <summary>The part of <see cref="Pending"/> whose call has an unknown outcome.</summary>
    public long Uncertain { get; init; }

    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();

    public long Opened { get; init; }

    public long MachineOpened { get; init; }

    public long Clicked { get; init; }

    public long Replied { get; init; }

    public long OptedOut { get; init; }
}

public sealed record RecipientPage(IReadOnlyList<LedgerRow> Items, string? NextCursor, long Total);
