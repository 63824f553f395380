using Spectre.Console;

namespace ActiveReach.Functions.Hosting.Demo;

/// <summary>Live bars of a campaign: one a stage and one a channel.</summary>
internal sealed class DemoBoard(ProgressContext bars) : IDemoBoard
{
    private readonly Dictionary<string, ProgressTask> tasks = [];

    /// <summary>Runs with a live board on a terminal, and with lines where the output goes into a file or a pipe.</summary>
    public static Task ShowAsync(TimeProvider clock, Func<IDemoBoard, Task> run)
    {
        if (Console.IsOutputRedirected)
            return run(new LineBoard(Console.Out, clock));
        return AnsiConsole.Progress()
            .AutoClear(false)
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(bars => run(new DemoBoard(bars)));
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
}
