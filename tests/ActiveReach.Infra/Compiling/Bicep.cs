using System.Diagnostics;
using System.Reflection;
using Azure.Emulators;

namespace ActiveReach.Infra.Compiling;

/// <summary>The compiler of Bicep, as NuGet serves it.</summary>
internal static class Bicep
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static readonly string Program = Path.Combine(typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "Bicep").Value ?? "", "tools", "bicep");

    /// <summary>Why nothing can be compiled here; null where it can.</summary>
    public static string? Lacking => File.Exists(Program) ? null : "The compiler of Bicep is fetched on Linux with an x64 processor only.";

    /// <returns>What it wrote, and what it finds fault with: nothing where it is content.</returns>
    public static (string Written, string Faults) Run(params string[] arguments)
    {
        // Packages keep no file modes.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Program, File.GetUnixFileMode(Program) | UnixFileMode.UserExecute);
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { WorkingDirectory = Repository.Root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var faults = process.StandardError.ReadToEndAsync();
        var written = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Longest), "bicep doesn't end.");
        return (written, process.ExitCode != 0 && faults.Result.Length == 0 ? $"bicep ended with {process.ExitCode}." : faults.Result.Trim());
    }
}
