using System.Collections.Concurrent;
using Functions.Embedded.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Functions.Embedded.Tests.Worker;

/// <summary>The host logs what failed and where; the words of a failure are the app's, and may be anybody's.</summary>
public sealed class FaultLogTests
{
    private const string Phone = "+919876500001";

    [Fact]
    public async Task A_failure_is_logged_by_kind_and_place_whatever_started_the_function()
    {
        var log = new LogLines();
        await using var app = await TestApp.StartAsync([typeof(FailingFunctions)], builder => builder.Logging.AddProvider(log));
        await app.Host.Services.GetRequiredService<EmbeddedQueues>().SendAsync("failing", "any");
        await app.Http.GetAsync("/api/fail");

        foreach (var function in new[] { "FailMessage", "FailRequest", "FailTimer" })
        {
            var line = await Eventually.SeenAsync($"{function} is in the log", () => log.Lines.FirstOrDefault(each => each.Contains($"Function {function} failed", StringComparison.Ordinal)), each => each is not null);
            Assert.Contains("InvalidOperationException < FormatException", line, StringComparison.Ordinal);
            Assert.Contains(nameof(FailingFunctions), line, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(log.Lines, line => line.Contains(Phone, StringComparison.Ordinal));
    }

    internal sealed class FailingFunctions
    {
        [Function("FailMessage")]
        public static void FailMessage([QueueTrigger("failing")] string message) => throw Failure();

        [Function("FailRequest")]
        public static IResult FailRequest([HttpTrigger("get", Route = "fail")] HttpRequest request) => throw Failure();

        [Function("FailTimer")]
        public static void FailTimer([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) => throw Failure();

        private static InvalidOperationException Failure() => new($"{Phone} failed", new FormatException($"'{Phone}'"));
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
