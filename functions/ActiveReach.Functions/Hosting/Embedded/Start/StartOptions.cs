using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Hosting;

/// <summary>The start-up options of the contract: <c>[demo] [--port N] [--data DIR] [--contacts N] [--seed N] [--time-lapse]</c>.</summary>
internal static class StartOptions
{
    public static bool IsDemo(string[] args) => args is ["demo", ..];

    public static bool IsTimeLapse(IConfiguration settings, string[] args) => IsDemo(args) || settings["time-lapse"] is "true" or "True";

    /// <summary>A demo gets a directory of its own, so that it shows the same whatever was there before.</summary>
    public static string DefaultDirectory(string[] args) =>
        IsDemo(args) ? string.Create(CultureInfo.InvariantCulture, $"./.data/demo-{TimeProvider.System.GetLocalNow():yyyyMMdd-HHmmss}") : "./.data";

    /// <summary>A whole number from 1 to ten million.</summary>
    public static int Number(IConfiguration settings, string name, int fallback)
    {
        var text = settings[name];
        if (text is null)
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 10_000_000
            ? number
            : throw new InvalidOperationException($"--{name} is '{text}'. Give a whole number from 1 to 10000000.");
    }
}
