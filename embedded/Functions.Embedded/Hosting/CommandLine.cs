using Microsoft.Extensions.Configuration;

namespace Functions.Embedded.Hosting;

/// <summary>Arguments as configuration.</summary>
internal static class CommandLine
{
    public const string ListenSection = "Embedded:CommandLine";

    /// <summary>Gives a flag without a value (<c>--time-lapse</c>) the value true, so that it doesn't swallow the option after it.</summary>
    public static string[] WithFlags(string[] args) =>
        [.. args.Select((arg, index) =>
            arg.StartsWith("--", StringComparison.Ordinal) && !arg.Contains('=') && (index + 1 == args.Length || args[index + 1].StartsWith("--", StringComparison.Ordinal))
                ? arg + "=true"
                : arg)];

    /// <summary>
    /// <c>--port</c> and <c>--host</c> under names of their own: the plain keys would also be filled by variables PORT and HOST of the environment.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string?>> ListenSettings(string[] args)
    {
        var own = new ConfigurationBuilder().AddCommandLine(args).Build();
        foreach (var key in new[] { "port", "host" })
        {
            if (own[key] is { } value)
                yield return new($"{ListenSection}:{key}", value);
        }
    }
}
