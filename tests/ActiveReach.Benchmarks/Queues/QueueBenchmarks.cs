using System.Diagnostics;
using Functions.Embedded;
using Functions.Embedded.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Benchmarks.Queues;

/// <summary>Messages a second through a function that does nothing, every send and every end committed with a full flush.</summary>
internal static class QueueBenchmarks
{
    private const int Messages = 50_000;

    public static int Run(string[] args)
    {
        _ = args;
        RunAsync().GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("queue-benchmark-").FullName;
        var counter = new Counter();
        var builder = EmbeddedApplicationBuilder.Create([]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(counter);
        builder.UseEmbedded(options =>
        {
            options.FunctionTypes.Add(typeof(Sink));
            options.DataDirectory = directory;
            options.Port = 0;
        });
        var host = builder.Build();
        await host.StartAsync();
        var queues = host.Services.GetRequiredService<EmbeddedQueues>();
        for (var round = 1; round <= 3; round++)
        {
            await MeasureAsync("sent one by one", counter, () => Enumerable.Range(0, Messages).Select(n => queues.SendAsync("numbers", $"message {n}")));
            await MeasureAsync("sent by the hundred", counter, () =>
                Enumerable.Range(0, Messages / 100).Select(n => queues.SendManyAsync("numbers", [.. Enumerable.Repeat($"message {n}", 100)])));
        }

        await host.StopAsync();
        await host.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private static async Task MeasureAsync(string name, Counter counter, Func<IEnumerable<Task>> send)
    {
        var all = counter.Expect(Messages);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(send());
        await all;
        Console.WriteLine($"queue, {Messages} messages {name}: {Messages / Stopwatch.GetElapsedTime(start).TotalSeconds:N0}/s");
    }

    internal sealed class Counter
    {
        private TaskCompletionSource done = new();
        private int missing;

        public Task Expect(int count)
        {
            done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref missing, count);
            return done.Task;
        }

        public void Count()
        {
            if (Interlocked.Decrement(ref missing) == 0)
                done.TrySetResult();
        }
    }

    internal sealed class Sink(Counter counter)
    {
        [Function("Sink")]
        public void Take([QueueTrigger("numbers")] string number)
        {
            _ = number;
            counter.Count();
        }
    }
}
