using Microsoft.Extensions.Logging;

namespace Functions.Host;

/// <summary>What host and worker say, in a file below <c>artifacts</c>, to be read when something went wrong.</summary>
internal sealed class HostLog : ILoggerProvider
{
    private readonly string path;
    private readonly TextWriter file;

    public HostLog(string path)
    {
        this.path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        file = TextWriter.Synchronized(new StreamWriter(path) { AutoFlush = true });
    }

    public void Write(string from, string line) => file.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {from}: {line}");

    public override string ToString() => $"What host and worker said is in {path}.";

    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName);

    public void Dispose()
    {
        // It is a provider of several hosts, and lives longer than each.
    }

    private sealed class Lines(HostLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Write("host", $"{logLevel} {category}: {formatter(state, exception)} {exception}");
        }
    }
}
