using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace ActiveReach.Functions.Hosting.Demo;

/// <summary>The final figures as tables.</summary>
internal static class DemoFigures
{
    private static readonly string[] Counts =
        ["recipients", "sent", "delivered", "bounced", "failed", "pending", "uncertain", "opened", "machineOpened", "clicked", "machineClicked", "replied", "optedOut", "ignored"];

    public static void Print(JsonNode figures)
    {
        var table = new Table().Title("Figures").AddColumn("figure").AddColumn(new TableColumn("contacts").RightAligned());
        foreach (var name in Counts)
            table.AddRow(name, Format(figures[name]));
        foreach (var (reason, count) in figures["skipped"]!.AsObject())
            table.AddRow($"skipped: {reason}", Format(count));
        foreach (var (rate, value) in figures["rates"]!.AsObject())
            table.AddRow(Markup.Escape(rate), value is null ? "-" : ((double)value).ToString("P2", CultureInfo.InvariantCulture));
        AnsiConsole.Write(table);

        if (figures["experiment"] is { } experiment)
            PrintExperiment(experiment);
    }

    private static void PrintExperiment(JsonNode experiment)
    {
        var table = new Table().Title("Experiment").AddColumn("variant");
        foreach (var column in new[] { "exposed", "successes", "P(best)", "expected loss" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var variant in experiment["variants"]!.AsArray())
        {
            table.AddRow(
                Markup.Escape((string)variant!["variant"]!),
                Format(variant["exposed"]),
                Format(variant["successes"]),
                ((double)variant["probabilityBest"]!).ToString("P1", CultureInfo.InvariantCulture),
                ((double)variant["expectedLoss"]!).ToString("P2", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"Winner [bold]{(string?)experiment["winner"] ?? "-"}[/] ({(string)experiment["decision"]!}): {(string)experiment["reason"]!}");
    }

    private static string Format(JsonNode? count) => count is null ? "-" : ((long)count).ToString("N0", CultureInfo.InvariantCulture);
}
