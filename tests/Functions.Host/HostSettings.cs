using Microsoft.Extensions.Configuration;

namespace Functions.Host;

/// <summary><c>host.json</c>, and the app's settings over it: <c>AzureFunctionsJobHost__…</c> overrides any of its values, as in the cloud.</summary>
internal static class HostSettings
{
    private const string Section = "AzureFunctionsJobHost";

    public static IConfiguration Read(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var hostJson = new ConfigurationBuilder().AddJsonStream(new MemoryStream(File.ReadAllBytes(Path.Combine(folder, "host.json")))).Build();
        return new ConfigurationBuilder()
            .AddInMemoryCollection(hostJson.AsEnumerable().Select(one => KeyValuePair.Create($"{Section}:{one.Key}", one.Value)))
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key.Replace("__", ":", StringComparison.Ordinal), (string?)one.Value)))
            .AddInMemoryCollection([KeyValuePair.Create("AzureWebJobsConfigurationSection", (string?)Section)])
            .Build();
    }

    public static string RoutePrefix(IConfiguration settings) => settings[$"{Section}:extensions:http:routePrefix"] ?? "api";
}
