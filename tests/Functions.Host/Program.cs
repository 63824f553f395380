using Functions.Host.Instances.Apps;

namespace Functions.Host;

/// <summary>Only <see cref="HostProcess"/> runs this assembly as a program.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => arguments is [var folder, var settings, var log]
        ? HostProcess.RunAsync(folder, settings, log)
        : throw new ArgumentException("Run the tests with ./test Functions.Host; as a program this takes the folder of the app, a file of settings and one for the log.", nameof(arguments));
}
