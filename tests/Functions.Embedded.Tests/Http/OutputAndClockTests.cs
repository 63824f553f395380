using Functions.Embedded.Clock;
using Functions.Embedded.Tests.Queues;
using Functions.Embedded.Tests.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Embedded.Tests.Http;

public sealed class OutputAndClockTests
{
    private readonly Inbox inbox = new();

    [Fact]
    public async Task A_function_with_several_outputs_answers_with_one_and_sends_the_others()
    {
        await using var app = await StartAsync();
        Assert.Equal("taken", await app.Http.GetStringAsync("/api/take?item=tea"));
        Assert.Equal("noted tea", await inbox.NextAsync());
    }

    [Fact]
    public async Task Simulated_time_stands_still_while_a_request_is_in_flight()
    {
        inbox.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync();
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = app.Http.GetStringAsync("/api/wait");
        Assert.Equal("waiting", await inbox.NextAsync());
        var clock = app.Host.Services.GetRequiredService<SimulatedTimeProvider>();
        await using var timer = clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);
        await Eventually.StaysAsync("the timer has not fired", () => fired.Task.IsCompleted, hasFired => !hasFired, TimeSpan.FromMilliseconds(50));
        inbox.Gate.SetResult();
        Assert.Equal("1970-01-01", await waiting);
        await fired.Task.WaitAsync(Eventually.Bound);
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync([typeof(Desk)], builder =>
    {
        builder.Services.AddSingleton(inbox);
        builder.Services.AddSimulatedClock(DateTimeOffset.UnixEpoch);
    });

    internal sealed class Taken
    {
        [HttpResult]
        public required IResult Answer { get; init; }

        [QueueOutput("notes")]
        public required string Note { get; init; }
    }

    internal sealed class Desk(Inbox inbox, TimeProvider clock)
    {
        [Function("Take")]
        public static Taken Take([HttpTrigger("get")] HttpRequest request, string item) => new() { Answer = Results.Text("taken"), Note = "noted " + item };

        [Function("Note")]
        public void Note([QueueTrigger("notes")] string note) => inbox.Put(note);

        [Function("Wait")]
        public async Task<IResult> Wait([HttpTrigger("get")] HttpRequest request)
        {
            inbox.Put("waiting");
            await inbox.Gate!.Task.WaitAsync(Eventually.Bound);
            return Results.Text(clock.GetUtcNow().ToString("yyyy-MM-dd", null));
        }
    }
}
