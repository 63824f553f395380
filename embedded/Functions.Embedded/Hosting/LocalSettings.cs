using System.Text.Json;

namespace Functions.Embedded.Hosting;

/// <summary>The <c>Values</c> of local.settings.json, and its <c>Host:LocalHttpPort</c>, as the local host of the cloud's tools reads them.</summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads the file of each directory that has one; a later directory wins.</summary>
    public static IReadOnlyDictionary<string, string?> Read(params string[] directories)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in directories.Select(directory => Path.Combine(directory, FileName)).Distinct(StringComparer.Ordinal).Where(File.Exists))
            ReadFile(path, values);
        return values;
    }

    private static void ReadFile(string path, Dictionary<string, string?> values)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            var root = document.RootElement;
            if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
                throw new InvalidOperationException($"{path}: encrypted settings can't be read here. Decrypt the file and set IsEncrypted to false.");
            if (root.TryGetProperty("Values", out var section))
            {
                foreach (var value in section.EnumerateObject())
                    values[value.Name.Replace("__", ":", StringComparison.Ordinal)] = value.Value.ToString();
            }

            if (root.TryGetProperty("Host", out var host) && host.TryGetProperty("LocalHttpPort", out var port))
                values["Embedded:Port"] = port.ToString();
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException($"{path}: not valid JSON ({error.Message}). Compare it with local.settings.sample.json.", error);
        }
    }
}
