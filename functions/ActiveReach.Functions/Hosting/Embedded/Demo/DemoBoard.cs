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

    /// <param name="byStage">Figures grouped by stage.</param>
    /// <param name="byChannel">Figures grouped by channel.</param>
    public void Show(JsonNode campaign, JsonNode byStage, JsonNode byChannel)
    {
        foreach (var group in Groups(byStage))
            Bar($"stage {Name(group)}", Settled(group), Number(group, "recipients"));
        foreach (var group in Groups(byChannel))
            Bar($"channel {Name(group)}", Settled(group), Number(group, "recipients"));
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

    private static IEnumerable<JsonNode> Groups(JsonNode figures) => figures["groups"]!.AsArray().Select(group => group!);

    private static string Name(JsonNode group) => ((string)group["group"]!).Replace('_', ' ');

    private static double Settled(JsonNode group) =>
        Number(group, "recipients") - Math.Max(0, Number(group, "pending") - Number(group, "sent") + Number(group, "delivered") + Number(group, "bounced"));

    private static double Number(JsonNode group, string name) => (double)group[name]!;
}
