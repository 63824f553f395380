using System.Globalization;
using ActiveReach.Functions.Composition;

namespace ActiveReach.Functions.Hosting;

/// <summary>The command line, looked through before anything is built: what nobody would read is refused, with what may have been meant.</summary>
internal static class Arguments
{
    public const string Help = """
        ActiveReach: marketing campaigns to many people, served from this process.

        Usage: [demo] [options]
               workspace create NAME --admin EMAIL [--data DIR]
               workspace export NAME FILE [--data DIR]
               workspace import FILE [--data DIR]
               backup TO | restore FROM [--data DIR]
               health [--port N]

          demo                  imports contacts, sends a campaign in time-lapse, prints its figures and keeps serving
          workspace create      makes a workspace and prints its first key
          workspace export      writes a workspace into a file
          workspace import      reads one from such a file into the stores of the settings
          backup                copies the files to a new directory, while the app runs or not
          restore               makes the files of such a copy, where there are none
          health                asks the app that runs here whether its stores answer

        Options:
          --port N              where to listen, 0 for any free port (7071)
          --host ADDRESS        the address to listen at (127.0.0.1)
          --urls URL[;URL]      both in one, in place of --port and --host
          --data DIR            where the files live (./.data; the demo takes a new one)
          --time-lapse          business time jumps to the next event whenever nothing goes on
          --contacts N          how many contacts the demo imports (10000)
          --seed N              what the demo's contacts are drawn by (1)
          --admin EMAIL         the first admin of a new workspace
          --Section:Key VALUE   any setting of docs/operations.md, e.g. --Sandbox:RatePerMinute 600
          -h, --help, help      this text

        It serves until Ctrl-C. The exit code is 0, 1 when the demo did not come through or the app is not well, or 2 when it could not begin as asked.
        """;

    private const string ForHelp = "--help lists what there is.";

    private static readonly string[] Words = ["demo", "workspace", "backup", "restore", "health", "help"];
    private static readonly string[] Options = ["--port", "--host", "--urls", "--data", "--time-lapse", "--contacts", "--seed", "--admin", "--help"];
    private static readonly string[] OpenSections = ["Logging", "AzureFunctionsJobHost", "AzureWebJobs", "Embedded", "Kestrel"];

    public static bool AskForHelp(string[] args) => args is ["help", ..] || args.Any(arg => arg is "--help" or "-h" or "-?" or "/?" or "--help=true");

    /// <exception cref="UsageException">In one line: what is wrong, and the remedy.</exception>
    public static void Check(string[] args)
    {
        var at = args switch
        {
            ["workspace", "create", [not '-', ..], ..] => 3,
            ["workspace", "export", [not '-', ..], [not '-', ..], ..] => 4,
            ["workspace", "import", [not '-', ..], ..] => 3,
            ["workspace", "export", ..] => throw new UsageException("Say which workspace, and into which file: workspace export NAME FILE [--data DIR]."),
            ["workspace", "import", ..] => throw new UsageException("Say from which file: workspace import FILE [--data DIR]."),
            ["workspace", ..] => throw new UsageException("Say which workspace to make: workspace create NAME --admin EMAIL [--data DIR]."),
            ["backup" or "restore", [not '-', ..], ..] => 2,
            ["backup", ..] => throw new UsageException("Say where to: backup TO [--data DIR]."),
            ["restore", ..] => throw new UsageException("Say what from: restore FROM [--data DIR]."),
            ["demo" or "health", ..] => 1,
            _ => 0,
        };
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (at < args.Length)
        {
            var (option, value) = Split(args[at++]);
            var name = Known(option);
            if (value is null && at < args.Length && !args[at].StartsWith("--", StringComparison.Ordinal) && (name is not "--time-lapse" || IsFlag(args[at])))
                value = args[at++];
            if (!seen.Add(name))
                throw new UsageException($"{name} stands there twice: give it once.");
            CheckValue(name, value);
            CheckPlace(name, args);
        }

        if (args is ["workspace", "create", ..] && !seen.Contains("--admin"))
            throw new UsageException("--admin is missing: workspace create NAME --admin EMAIL [--data DIR].");
    }

    private static (string Option, string? Value) Split(string arg) =>
        arg.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && arg.StartsWith("--", StringComparison.Ordinal) ? (arg[..equals], arg[(equals + 1)..]) : (arg, null);

    private static string Known(string option)
    {
        if (Options.FirstOrDefault(known => known.Equals(option, StringComparison.OrdinalIgnoreCase)) is { } name)
            return name;
        if (!option.StartsWith("--", StringComparison.Ordinal))
            throw option.StartsWith('-') ? Unknown(option, Options, "option") : Unknown(option, Words, "word");
        var setting = option[2..].Replace(":", "__", StringComparison.Ordinal);
        var section = setting.Split("__")[0];
        if (section != setting && (OpenSections.Contains(section, StringComparer.OrdinalIgnoreCase) || AppOptions.Settings.Any(one => one.Covers(setting))))
            return option;
        throw Unknown(option, section != setting ? AppOptions.Settings.Select(one => "--" + one.Name.Replace("__", ":", StringComparison.Ordinal)) : Options, "option");
    }

    private static UsageException Unknown(string given, IEnumerable<string> known, string kind) =>
        new($"'{given}' is no {kind} of ActiveReach.{(Nearest.To(given, known) is { } meant ? $" Did you mean {meant}?" : "")} {ForHelp}");

    private static void CheckValue(string name, string? value)
    {
        var wanted = name switch
        {
            "--port" => IsWhole(value, 0, 65535) ? null : "a number from 0 (any free port) to 65535",
            "--contacts" or "--seed" => IsWhole(value, 1, 10_000_000) ? null : "a whole number from 1 to 10000000",
            "--time-lapse" => value is null || IsFlag(value) ? null : "true or false, or nothing",
            "--urls" => value?.Split(';').All(url => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") is true ? null : "addresses such as http://127.0.0.1:7071",
            "--data" => !string.IsNullOrWhiteSpace(value) && !File.Exists(value) ? null : "a directory",
            "--admin" => value?.Contains('@', StringComparison.Ordinal) is true ? null : "an e-mail address",
            _ => string.IsNullOrWhiteSpace(value) ? "a value" : null,
        };
        if (wanted is not null)
            throw new UsageException(value is null ? $"{name} has no value: give {wanted}." : $"{name} is '{value}': give {wanted}.");
    }

    private static void CheckPlace(string name, string[] args)
    {
        if (name is "--contacts" or "--seed" && !StartOptions.IsDemo(args))
            throw new UsageException($"{name} goes with the demo: demo {name} N.");
        if (name is "--admin" && args is not ["workspace", "create", ..])
            throw new UsageException("--admin goes with a new workspace: workspace create NAME --admin EMAIL.");
    }

    private static bool IsWhole(string? text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;

    private static bool IsFlag(string text) => bool.TryParse(text, out _);
}

/// <summary>A command line that can't be meant.</summary>
internal sealed class UsageException(string message) : Exception(message);
