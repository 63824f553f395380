using System.Diagnostics;

namespace Azure.Emulators;

/// <summary>A process that we started: it is ended by its id, at the latest when we end. Its input is a pipe that breaks when we are killed.</summary>
public sealed class ChildProcess : IDisposable
{
    /// <summary>How long npm and dotnet may take on a busy machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly Process process;

    private ChildProcess(Process started)
    {
        process = started;
        AppDomain.CurrentDomain.ProcessExit += Kill;
    }

    public Task Ended => process.WaitForExitAsync();

    /// <param name="program">Found by the PATH.</param>
    /// <param name="arguments">One word each.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="hear">Takes each line of its output and of its errors.</param>
    /// <param name="environment">What is added to ours.</param>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, string folder, Action<string> hear, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var child = new ChildProcess(Process.Start(start)!);
        child.process.OutputDataReceived += (_, line) => hear(line.Data ?? "");
        child.process.ErrorDataReceived += (_, line) => hear(line.Data ?? "");
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs it to its end; null when that was a good one, else what it said.</summary>
    public static async Task<string?> RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var child = Start(program, arguments, folder, said.Enqueue);
        await child.Ended.WaitAsync(Longest);
        return child.process.ExitCode == 0 ? null : string.Join(Environment.NewLine, said.Where(line => line.Length > 0));
    }

    /// <summary>Closes its input.</summary>
    public void LetGo() => process.StandardInput.Close();

    public void Dispose()
    {
        Kill(null, EventArgs.Empty);
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        process.Dispose();
    }

    private void Kill(object? sender, EventArgs end)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
    }
}
