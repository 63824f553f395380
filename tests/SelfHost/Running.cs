using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SelfHost;

/// <summary>A program that was started, with nothing of our environment but what is given.</summary>
internal sealed class Running : IDisposable
{
    /// <summary>How long a publish may take on a busy machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly List<string> said = [];

    public Running(IEnumerable<string> command, string folder, IReadOnlyDictionary<string, string> environment, bool asSomebodyElse)
    {
        string[] words = [.. asSomebodyElse && Somebody.IsRoot ? Somebody.Else : [], .. command];
        var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Said
    {
        get
        {
            lock (said)
                return string.Join('\n', said);
        }
    }

    public bool HasEnded => process.HasExited;

    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Longest);
        return process.ExitCode;
    }

    /// <summary>What Docker and systemd do first: they ask it to end.</summary>
    public Task<int> StopAsync()
    {
        Assert.Equal(0, Kill(process.Id, 15));
        return EndAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (said)
            said.Add(line);
    }
}

/// <summary>The user of the image, whom nothing belongs to but what is given to them; only root can become one.</summary>
internal static class Somebody
{
    private const uint User = 1654;

    public static bool IsRoot => GetUser() == 0;

    public static uint Id => IsRoot ? User : GetUser();

    public static string[] Else => ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"];

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetUser();
}
