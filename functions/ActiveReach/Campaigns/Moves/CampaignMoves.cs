using ActiveReach.Ids;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Moves;

/// <summary>The one table of what may happen in which state, and where it leads. Comments and copies are possible in any.</summary>
public static class CampaignMoves
{
    private static readonly Dictionary<(CampaignStatus From, CampaignMove Move), CampaignStatus[]> Table = new()
    {
        [(CampaignStatus.Draft, CampaignMove.Edit)] = [CampaignStatus.Draft],
        [(CampaignStatus.Draft, CampaignMove.Submit)] = [CampaignStatus.NeedsApproval, CampaignStatus.InReview, CampaignStatus.Scheduled],
        [(CampaignStatus.Draft, CampaignMove.Schedule)] = [CampaignStatus.InReview, CampaignStatus.Scheduled],
        [(CampaignStatus.Draft, CampaignMove.Launch)] = [CampaignStatus.NeedsApproval, CampaignStatus.InReview, CampaignStatus.Scheduled],
        [(CampaignStatus.Draft, CampaignMove.Delete)] = [],

        [(CampaignStatus.NeedsApproval, CampaignMove.Edit)] = [CampaignStatus.NeedsApproval],
        [(CampaignStatus.NeedsApproval, CampaignMove.Approve)] = [CampaignStatus.Scheduled, CampaignStatus.Sending, CampaignStatus.Paused, CampaignStatus.Active, CampaignStatus.NeedsApproval, CampaignStatus.InReview],
        [(CampaignStatus.NeedsApproval, CampaignMove.Reject)] = [CampaignStatus.Draft],
        [(CampaignStatus.NeedsApproval, CampaignMove.Withdraw)] = [CampaignStatus.Draft],
        [(CampaignStatus.NeedsApproval, CampaignMove.Cancel)] = [CampaignStatus.Cancelled],
        [(CampaignStatus.NeedsApproval, CampaignMove.Lapse)] = [CampaignStatus.Cancelled],

        [(CampaignStatus.InReview, CampaignMove.PassReview)] = [CampaignStatus.Scheduled, CampaignStatus.Sending, CampaignStatus.Paused, CampaignStatus.Active],
        [(CampaignStatus.InReview, CampaignMove.FailReview)] = [CampaignStatus.Draft],
        [(CampaignStatus.InReview, CampaignMove.Withdraw)] = [CampaignStatus.Draft],
        [(CampaignStatus.InReview, CampaignMove.Cancel)] = [CampaignStatus.Cancelled],
        [(CampaignStatus.InReview, CampaignMove.Lapse)] = [CampaignStatus.Cancelled],

        [(CampaignStatus.Scheduled, CampaignMove.Edit)] = [CampaignStatus.Scheduled, CampaignStatus.NeedsApproval, CampaignStatus.InReview],
        [(CampaignStatus.Scheduled, CampaignMove.Pause)] = [CampaignStatus.Paused],
        [(CampaignStatus.Scheduled, CampaignMove.Cancel)] = [CampaignStatus.Cancelled],
        [(CampaignStatus.Scheduled, CampaignMove.Begin)] = [CampaignStatus.Sending],
        [(CampaignStatus.Scheduled, CampaignMove.Fail)] = [CampaignStatus.Failed],

        [(CampaignStatus.Sending, CampaignMove.Edit)] = [CampaignStatus.Sending, CampaignStatus.NeedsApproval, CampaignStatus.InReview],
        [(CampaignStatus.Sending, CampaignMove.Pause)] = [CampaignStatus.Paused],
        [(CampaignStatus.Sending, CampaignMove.Cancel)] = [CampaignStatus.Cancelled],
        [(CampaignStatus.Sending, CampaignMove.Settle)] = [CampaignStatus.Active],
        [(CampaignStatus.Sending, CampaignMove.Fail)] = [CampaignStatus.Failed],

        [(CampaignStatus.Paused, CampaignMove.Edit)] = [CampaignStatus.Paused, CampaignStatus.NeedsApproval, CampaignStatus.InReview],
        [(CampaignStatus.Paused, CampaignMove.Resume)] = [CampaignStatus.Sending, CampaignStatus.Scheduled, CampaignStatus.Active],
        [(CampaignStatus.Paused, CampaignMove.Cancel)] = [CampaignStatus.Cancelled],
        [(CampaignStatus.Paused, CampaignMove.Settle)] = [CampaignStatus.Active],
        [(CampaignStatus.Paused, CampaignMove.Fail)] = [CampaignStatus.Failed],

        [(CampaignStatus.Active, CampaignMove.Edit)] = [CampaignStatus.Active, CampaignStatus.NeedsApproval, CampaignStatus.InReview],
        [(CampaignStatus.Active, CampaignMove.Pause)] = [CampaignStatus.Paused],
        [(CampaignStatus.Active, CampaignMove.Cancel)] = [CampaignStatus.Cancelled],
        [(CampaignStatus.Active, CampaignMove.Complete)] = [CampaignStatus.Complete],
        [(CampaignStatus.Active, CampaignMove.Fail)] = [CampaignStatus.Failed],

        [(CampaignStatus.Cancelled, CampaignMove.Delete)] = [],
    };

    /// <summary>Moves that are about runs to come: once the schedule has ended, and for a run alone, there is nothing to them.</summary>
    private static readonly HashSet<(CampaignStatus From, CampaignMove Move)> OfRunsToCome =
        [(CampaignStatus.Sending, CampaignMove.Edit), (CampaignStatus.Paused, CampaignMove.Edit), (CampaignStatus.Active, CampaignMove.Edit), (CampaignStatus.Active, CampaignMove.Pause)];

    /// <summary>Whether the state knows the move at all; null where it doesn't. A deletion leads nowhere.</summary>
    public static IReadOnlyList<CampaignStatus>? Targets(CampaignStatus from, CampaignMove move) => Table.GetValueOrDefault((from, move));

    /// <summary>Where the move leads from the campaign as it is; null where it isn't possible. What has sent something stays on record, also when it is a draft again.</summary>
    public static IReadOnlyList<CampaignStatus>? Targets(Campaign campaign, CampaignMove move) =>
        OfRunsToCome.Contains((campaign.Status, move)) && !campaign.HasMoreToCome ? null
        : move is CampaignMove.Delete && campaign is { Status: CampaignStatus.Draft, RunsStarted: > 0 } ? null
        : Targets(campaign.Status, move);

    /// <summary>The same for a run alone.</summary>
    public static IReadOnlyList<CampaignStatus>? Targets(Run run, CampaignMove move) =>
        OfRunsToCome.Contains((run.CampaignStatus, move)) ? null : Targets(run.CampaignStatus, move);

    /// <summary>What people may do with the campaign as it is, as the API names it.</summary>
    public static IReadOnlyList<string> Allowed(Campaign campaign) => [.. OfPeople.Where(move => Targets(campaign, move) is not null).Select(Name), "duplicate", "comment"];

    /// <summary>What people may do with a run alone.</summary>
    public static IReadOnlyList<string> Allowed(Run run) => [.. OfPeople.Where(move => Targets(run, move) is not null).Select(Name)];

    private static IEnumerable<CampaignMove> OfPeople => Enum.GetValues<CampaignMove>().Where(move => move <= CampaignMove.Delete);

    internal static string Name(RunStatus status) => EnumNames.Of(status);

    public static string Name(CampaignMove move) => EnumNames.Of(move);

    /// <summary>What has happened, as the audit trail names it.</summary>
    public static string Happened(CampaignMove move) => move switch
    {
        CampaignMove.Submit => "submitted",
        CampaignMove.Cancel => "cancelled",
        CampaignMove.Withdraw => "withdrawn",
        CampaignMove.Launch or CampaignMove.Reject or CampaignMove.Edit => Name(move) + "ed",
        _ => Name(move) + "d",
    };

    public static string Name(CampaignStatus status) => EnumNames.Of(status);

    /// <exception cref="ConflictException">Naming the state and the moves that it allows.</exception>
    internal static void Check(Campaign campaign, CampaignMove move)
    {
        if (Targets(campaign, move) is not null)
            return;
        var (state, allowed) = (Name(campaign.Status), Allowed(campaign));
        throw new ConflictException(
            $"The campaign is {state}, which does not allow '{Name(move)}': it allows {string.Join(", ", allowed)}.",
            details: new Dictionary<string, object?> { ["state"] = state, ["allowed"] = allowed });
    }

    /// <summary>The campaign in its new state. A move that is not in the table is a fault of the program, not of a caller.</summary>
    internal static Campaign To(this Campaign campaign, CampaignMove move, CampaignStatus target) =>
        Targets(campaign, move)?.Contains(target) is true
            ? campaign with { Status = target }
            : throw new InvalidOperationException($"{move} does not lead from {campaign.Status} to {target}.");
}
