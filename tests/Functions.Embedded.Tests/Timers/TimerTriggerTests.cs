using Functions.Embedded.Clock;
using Functions.Embedded.Tests.Queues;
using Functions.Embedded.Tests.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Embedded.Tests.Timers;

public sealed class TimerTriggerTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Inbox inbox = new();

    [Fact]
    public async Task A_timer_fires_at_each_occurrence_that_business_time_passes()
    {
        await using var app = await StartAsync(typeof(TimerFunctions), Start);
        var clock = app.Host.Services.GetRequiredService<SimulatedTimeProvider>();
        clock.AdvanceTo(Start.AddHours(14).AddTicks(-1));
        Assert.True(inbox.IsEmpty);
        clock.AdvanceTo(Start.AddHours(14));
        Assert.Equal("nightly 03-02 02:00 past due False next 03-02 02:00", await inbox.NextAsync());
        await NextIsSetAsync(clock, Start.AddHours(38));
        clock.AdvanceTo(Start.AddHours(38));
        Assert.Equal("nightly 03-03 02:00 past due False next 03-03 02:00", await inbox.NextAsync());
    }

    [Fact]
    public async Task An_occurrence_missed_while_stopped_is_made_up_for_at_the_next_start()
    {
        var directory = TestApp.NewDirectory();
        await using (await StartAsync(typeof(TimerFunctions), Start, directory))
            Assert.True(inbox.IsEmpty);
        await using (await StartAsync(typeof(TimerFunctions), Start.AddDays(3), directory))
            Assert.Equal("nightly 03-04 12:00 past due True next 03-02 02:00", await inbox.NextAsync());
        await using (await StartAsync(typeof(TimerFunctions), Start.AddDays(3).AddHours(1), directory))
            Assert.True(inbox.IsEmpty);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_changed_schedule_makes_up_for_nothing()
    {
        var directory = TestApp.NewDirectory();
        await using (await StartAsync(typeof(TimerFunctions), Start, directory))
            Assert.True(inbox.IsEmpty);
        await using (await StartAsync(typeof(TimerFunctions), Start.AddDays(3), directory, schedule: "0 0 3 * * *"))
            Assert.True(inbox.IsEmpty);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_timer_can_run_at_every_start()
    {
        await using var app = await StartAsync(typeof(EagerFunctions), Start);
        Assert.Equal("eager True", await inbox.NextAsync());
    }

    [Fact]
    public async Task A_failed_run_is_repeated_after_growing_waits_of_business_time()
    {
        await using var app = await StartAsync(typeof(StubbornFunctions), Start, jumpWhenIdle: true);
        Assert.Equal(["0/3 at 00:00", "1/3 at 00:10", "2/3 at 00:30", "3/3 at 01:00"], await inbox.NextAsync(4));
    }

    [Fact]
    public async Task A_schedule_in_a_setting_without_value_is_named_at_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(typeof(TimerFunctions), Start, schedule: null));
        Assert.Contains("Function 'Nightly' refers to setting 'NightlySchedule'", error.Message);
    }

    private static async Task NextIsSetAsync(SimulatedTimeProvider clock, DateTimeOffset due) =>
        await Eventually.SeenAsync($"{due} is the next time", () => clock.NextDue, next => next == due);

    private Task<TestApp> StartAsync(
        Type functions, DateTimeOffset now, string? directory = null, string? schedule = "0 0 2 * * *", bool jumpWhenIdle = false) =>
        TestApp.StartAsync(
            [functions],
            builder =>
            {
                builder.Services.AddSingleton(inbox);
                builder.Services.AddSimulatedClock(now, jumpWhenIdle);
                if (schedule is not null)
                    builder.Configuration.AddInMemoryCollection([new("NightlySchedule", schedule)]);
            },
            directory);
}
