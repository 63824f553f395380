using System.Globalization;
using ActiveReach.Channels;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Figures;

/// <summary>What groups of figures are called.</summary>
public static class FigureGroups
{
    /// <summary>The hour as <c>2026-12-01T10:00Z</c>; empty before the hand-over.</summary>
    private static string Hour(long hour) =>
        hour < 0 ? "" : DateTimeOffset.UnixEpoch.AddHours(hour).ToString("yyyy-MM-dd'T'HH':00Z'", CultureInfo.InvariantCulture);

    internal static string Of(FigureGrouping by, Ledger.Tally tally) =>
        Of(by, tally.Run, tally.Key.Channel, tally.Key.Stage, tally.Key.Variant, tally.Key.Outlet, tally.Key.Hour);

    internal static string Of(FigureGrouping by, RunId run, ConversionGroup group) =>
        Of(by, run, group.Channel, group.Stage, group.Variant, group.Outlet, group.Hour);

    private static string Of(FigureGrouping by, RunId run, Channel? channel, int stage, string variant, string outlet, long hour) => by switch
    {
        FigureGrouping.None => "",
        FigureGrouping.Channel => channel!.Value.Name(),
        FigureGrouping.Variant => variant,
        FigureGrouping.Outlet => outlet,
        FigureGrouping.Run => run.Value,
        FigureGrouping.Stage => Stage.Name(stage),
        FigureGrouping.Hour => Hour(hour),
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "Figures can't be grouped by this."),
    };
}
