using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Stories.Secrets;

/// <summary>Looks for secrets in whatever was written, as they are and as they stand in JSON, in an address, and in base64 whatever stands before them.</summary>
internal sealed class SecretSearch
{
    private readonly Dictionary<string, IReadOnlyList<string>> forms = [];

    public void Add(string name, string secret) => forms[name] = [.. FormsOf(secret).Distinct()];

    /// <summary>Which secrets are in it, and where.</summary>
    public IEnumerable<string> FoundIn(string where, string text) =>
        forms.Where(secret => secret.Value.Any(form => text.Contains(form, StringComparison.Ordinal))).Select(secret => $"{secret.Key} in {where}");

    /// <summary>The same in all files below a directory.</summary>
    public IEnumerable<string> FoundBelow(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            foreach (var found in FoundIn(Path.GetRelativePath(directory, file), reader.ReadToEnd()))
                yield return found;
        }
    }

    private static IEnumerable<string> FormsOf(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return WebUtility.UrlEncode(secret);
        yield return JsonSerializer.Serialize(secret)[1..^1];
        for (var before = 0; before < 3; before++)
        {
            // Of what stands at the edges the neighbours have a part.
            var written = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + secret)).TrimEnd('=');
            var inner = written[(before == 0 ? 0 : 4)..^1];
            yield return inner;
            yield return inner.Replace('+', '-').Replace('/', '_');
        }
    }
}

/// <summary>What the app logs.</summary>
internal sealed class KeptLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => new Logger(lines, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{category}: {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
