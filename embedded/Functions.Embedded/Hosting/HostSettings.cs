using Microsoft.Extensions.Configuration;

namespace Functions.Embedded.Hosting;

/// <summary>host.json, overlaid by settings <c>AzureFunctionsJobHost:…</c> as in the cloud.</summary>
internal sealed class HostSettings
{
    private readonly IConfigurationRoot host;

    private HostSettings(IConfigurationRoot host) => this.host = host;

    public static HostSettings Read(string path, bool isRequired, IConfiguration settings)
    {
        try
        {
            return new HostSettings(new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(path), optional: !isRequired, reloadOnChange: false)
                .AddConfiguration(settings.GetSection("AzureFunctionsJobHost"))
                .Build());
        }
        catch (Exception error) when (error is InvalidDataException or FileNotFoundException)
        {
            throw new InvalidOperationException($"{path}: {error.InnerException?.Message ?? error.Message} Give a valid host.json.", error);
        }
    }

    /// <summary>What goes before every route. Default "api".</summary>
    public string RoutePrefix => (host["extensions:http:routePrefix"] ?? "api").Trim('/');

    public IConfiguration Extension(string name) => host.GetSection("extensions:" + name);

    /// <summary>A yes or no of an extension's section.</summary>
    public bool Flag(string extension, string name, bool fallback)
    {
        var text = Extension(extension)[name];
        if (text is null)
            return fallback;
        return bool.TryParse(text, out var value)
            ? value
            : throw new InvalidOperationException($"host.json: extensions.{extension}.{name} is '{text}'. Give true or false.");
    }

    /// <summary>A whole number of an extension's section, within bounds.</summary>
    public int Number(string extension, string name, int fallback, int least, int most)
    {
        var text = Extension(extension)[name];
        if (text is null)
            return fallback;
        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new InvalidOperationException($"host.json: extensions.{extension}.{name} is '{text}'. Give a whole number from {least} to {most}.");
    }

    /// <summary>A time span (<c>hh:mm:ss</c>) of an extension's section, not negative.</summary>
    public TimeSpan Span(string extension, string name, TimeSpan fallback)
    {
        var text = Extension(extension)[name];
        if (text is null)
            return fallback;
        return TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= TimeSpan.Zero
            ? value
            : throw new InvalidOperationException($"host.json: extensions.{extension}.{name} is '{text}'. Give a time as hh:mm:ss.");
    }
}
