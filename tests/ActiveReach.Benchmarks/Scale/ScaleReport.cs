using System.Globalization;
using static System.FormattableString;

namespace ActiveReach.Benchmarks.Scale;

/// <summary>How far an installation in Azure goes: arithmetic over requests that tests have counted, and a simulated peak. Nothing is measured here.</summary>
internal static class ScaleReport
{
    private const long Peak = 10_000_000;

    /// <param name="args">Contacts, workspaces, messages a minute.</param>
    public static int Write(string[] args)
    {
        var usual = new Demand();
        var numbers = args.Select(arg => long.Parse(arg.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)).ToList();
        var demand = usual with { Contacts = numbers.ElementAtOrDefault(0) is > 0 and var people ? people : usual.Contacts, Workspaces = numbers.ElementAtOrDefault(1) is > 0 and var shops ? (int)shops : usual.Workspaces, PerMinute = numbers.ElementAtOrDefault(2) is > 0 and var pace ? pace : usual.PerMinute };
        Console.Write(Of(demand));
        return 0;
    }

    public static string Of(Demand demand)
    {
        var limits = Limit.Of(demand).OrderBy(limit => limit.PerMinute).ToList();
        var deployments = (int)Math.Ceiling(demand.PerMinute / limits[0].PerMinute);
        var larger = demand with { Window = BatchRequests.Recipients };
        string[] lines =
        [
            Invariant($"{demand.Contacts:N0} contacts, {demand.Workspaces:N0} workspaces, {demand.PerMinute:N0} messages a minute, in windows of {demand.Window}"),
            "",
            "what one deployment takes, the first to break first      messages a minute   units for all",
            .. limits.Select(limit => Invariant($"{limit.Name,-50} {limit.PerMinute,23:N0} {limit.UnitsFor(demand),15:N1}")),
            "",
            "what one run takes                                       messages a minute",
            .. Limit.OfOneRun(demand).Select(limit => Invariant($"{limit.Name,-50} {limit.PerMinute,23:N0}")),
            "",
            "requests of a batch of 97 until it is handed over, and of its receipts",
            Requests(demand),
            Requests(larger),
            "",
            Invariant($"a peak of {Peak:N0} at once                            handed over in     settled in   held by"),
            Told("one deployment", demand, 1),
            Told("one deployment, 200 texts a minute", demand, 1, 200),
            Told($"{deployments} deployments", demand, deployments),
            Told("one deployment, windows of 97", larger, 1),
            "",
            "dollars for a million messages, without the carrier's price",
            .. Costs.OfAMillion(demand).Select(each => Invariant($"{each.Part,-50} {each.Dollars,23:N2}")),
            Invariant($"{"together",-50} {Costs.OfAMillion(demand).Sum(each => each.Dollars),23:N2}"),
            Invariant($"{"contacts that lie there, a month",-50} {Costs.OfContacts(demand),23:N2}"),
        ];
        return string.Join('\n', lines.Select(line => line.TrimEnd())) + "\n";
    }

    private static string Requests(Demand demand) => Invariant($"{$"in windows of {demand.Window}",-50} {BatchRequests.UntilHanded(demand.Window),15:N0} {demand.ReceiptRequestsForOne * BatchRequests.Recipients,7:N0}");

    private static string Told(string what, Demand demand, int deployments, long? providers = null)
    {
        var outcome = new PeakSimulation(demand, deployments, providers).Run(Peak);
        return Invariant($"{what,-50} {Minutes(outcome.SentIn),14} {Minutes(outcome.SettledIn),14}   {outcome.HeldBy}");
    }

    private static string Minutes(int seconds) => Invariant($"{seconds / 60.0:N0} min");
}
