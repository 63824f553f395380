using System.Globalization;
using ActiveReach.Campaigns;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Figures;
using ActiveReach.Outlets;

namespace ActiveReach.Analytics;

/// <summary>Notices outlets of which nobody was sent to because of their own fault, such as a sender that the carrier refuses, while the others were.</summary>
public sealed class FailingOutlets(RunFigures figures, OutletDirectories outlets)
{
    private const int MostNamed = 3;

    /// <summary>Which, and what to do; null where there are none.</summary>
    public async Task<string?> FindAsync(Run run, CancellationToken cancellation = default)
    {
        var groups = await figures.CountAsync([run.Id], FigureGrouping.Outlet, cancellation);
        var failing = groups.Where(group => group.Group.Length > 0 && group.Sent == 0 && FailedOf(group) > 0).ToList();
        if (failing.Count == 0 || groups.All(group => group.Sent == 0))
            return null;
        var directory = await outlets.OfAsync(run.Workspace, cancellation);
        var named = string.Join(", ", failing.Take(MostNamed).Select(group => string.Create(CultureInfo.InvariantCulture, $"{directory.NameOf(group.Group) ?? group.Group} ({FailedOf(group)})")));
        var more = failing.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {failing.Count - MostNamed} more outlets") : "";
        return $"Nobody could be sent to of {named}{more}: see the reasons of its recipients, mend the senders of these outlets, and duplicate the campaign for their location.";
    }

    private static long FailedOf(LedgerFigures group) => group.Failed + group.Skipped.GetValueOrDefault(SkipReason.NoSender);
}
