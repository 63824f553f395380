using System.Globalization;
using System.Text.Json.Nodes;

namespace ActiveReach.Functions.Hosting.Demo;

/// <summary>Where the demo shows how far it has come: live on a terminal, line by line elsewhere.</summary>
internal interface IDemoBoard
{
    void Bar(string name, double value, double of);
}

internal static class DemoBoards
{
    /// <param name="campaign">As the API shows it.</param>
    /// <param name="figures">With breakdowns by stage and channel.</param>
    public static void Show(this IDemoBoard board, JsonNode campaign, JsonNode figures)
    {
        foreach (var by in new[] { "stage", "channel" })
        {
            foreach (var group in figures["breakdowns"]![by]!.AsArray().Where(group => (string)group!["group"]! is not "none"))
                board.Bar($"{by} {((string)group!["group"]!).Replace('_', ' ')}", Settled(group), Number(group, "recipients"));
        }

        board.Bar("reply window", (string)campaign["status"]! is "complete" ? 1 : 0, 1);
    }

    /// <summary>Everyone who has been handed over, or is not to be.</summary>
    private static double Settled(JsonNode group) =>
        Math.Min(Number(group, "recipients"), Number(group, "sent") + Number(group, "failed") + group["skipped"]!.AsObject().Sum(reason => (double)reason.Value!));

    private static double Number(JsonNode group, string name) => (double)group[name]!;
}

/// <summary>One line for every quarter of a bar, each with the business time at which it was reached: it reads the same from top to
/// bottom in a file.</summary>
internal sealed class LineBoard(TextWriter output, TimeProvider clock) : IDemoBoard
{
    private readonly Dictionary<string, int> reached = [];

    public void Bar(string name, double value, double of)
    {
        var quarters = of <= 0 ? 0 : (int)(4 * Math.Min(1, value / of));
        if (quarters <= reached.GetValueOrDefault(name))
            return;
        reached[name] = quarters;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyy-MM-dd HH:mm:ss}  {name}: {(of > 1 ? $"{value:N0} of {of:N0}" : "over")}"));
    }
}
