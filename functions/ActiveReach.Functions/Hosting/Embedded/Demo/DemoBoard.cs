using System.Text.Json.Nodes;
using Spectre.Console;

namespace ActiveReach.Functions.Hosting.Demo;

/// <summary>Live bars of a campaign: one a stage and one a channel, and the status beneath.</summary>
internal sealed class DemoBoard(ProgressContext bars)
{
    private readonly Dictionary<string, ProgressTask> tasks = [];

    public static Progress OnConsole() => AnsiConsole.Progress()
        .AutoClear(false)
        .HideCompleted(false)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn());

    /// <param name="campaign">As the API shows it.</param>
    /// <param name="figures">With breakdowns by stage and channel.</param>
    public void Show(JsonNode campaign, JsonNode figures)
    {
        foreach (var by in new[] { "stage", "channel" })
        {
            foreach (var group in figures["breakdowns"]![by]!.AsArray().Where(group => group!["group"] is not null))
                Bar($"{by} {Name(group!)}", Settled(group!), Number(group!, "recipients"));
        }

        var over = (string)campaign["status"]! is "complete";
        Bar("reply window", over ? 1 : 0, 1);
    }

    public void Bar(string name, double value, double of)
    {
        if (of <= 0)
            return;
        if (!tasks.TryGetValue(name, out var task))
            tasks[name] = task = bars.AddTask(Markup.Escape(name), maxValue: of);
        task.MaxValue = of;
        task.Value = value;
    }

    private static string Name(JsonNode group) => ((string)group["group"]!).Replace('_', ' ');

    /// <summary>Everyone who has been handed over, or is not to be.</summary>
    private static double Settled(JsonNode group) =>
        Math.Min(Number(group, "recipients"), Number(group, "sent") + Number(group, "failed") + group["skipped"]!.AsObject().Sum(reason => (double)reason.Value!));

    private static double Number(JsonNode group, string name) => (double)group[name]!;
}
