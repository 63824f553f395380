using Functions.Embedded.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Functions.Embedded.Tests.Worker;

public sealed class ActivityFunctionTests
{
    private readonly List<string> seen = [];

    [Fact]
    public async Task An_activity_takes_its_input_without_regard_to_case_and_knows_its_instance()
    {
        await using var app = await StartAsync();
        Assert.Equal("Asha 3 order-7", await CallAsync(app, "weigh", """{"TO":"Asha","weight":3}"""));
    }

    [Fact]
    public async Task Each_run_has_a_scope_of_its_own_that_ends_with_it()
    {
        await using var app = await StartAsync();
        await CallAsync(app, "Touch", null);
        await CallAsync(app, "Touch", null);
        Assert.Equal(["made", "before Touch", "same True", "after Touch", "gone", "made", "before Touch", "same True", "after Touch", "gone"], seen);
    }

    [Fact]
    public async Task A_failure_comes_out_as_it_was_thrown()
    {
        await using var app = await StartAsync();
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => CallAsync(app, "Fail", "\"x\""));
        Assert.Equal("x", error.Message);
    }

    [Fact]
    public async Task A_missing_input_is_null_for_references_and_a_clear_failure_for_numbers()
    {
        await using var app = await StartAsync();
        Assert.Equal("null", await CallAsync(app, "Echo", null));
        var error = await Assert.ThrowsAsync<FunctionInputConverterException>(() => CallAsync(app, "Double", null));
        Assert.Contains("Activity 'Double' was called without input", error.Message);
        Assert.Equal(42, await CallAsync(app, "Double", "21"));
    }

    private static Task<object?> CallAsync(TestApp app, string name, string? input)
    {
        var run = app.Host.Services.GetRequiredService<DurableRegistry>().FindActivity(name)!;
        var options = app.Host.Services.GetRequiredService<DurableOptions>();
        return run(new ActivityInvocation(name, "order-7", 0, input, options.DataConverter, CancellationToken.None));
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync([typeof(ActivityFunctions)], builder =>
    {
        builder.Services.AddSingleton(seen);
        builder.Services.AddScoped<Visit>();
        builder.UseWhen(context => context.FunctionDefinition.Name == "Touch", async (context, next) =>
        {
            var visit = context.InstanceServices.GetRequiredService<Visit>();
            context.Items["visit"] = visit;
            seen.Add($"before {context.FunctionDefinition.Name}");
            await next();
            seen.Add($"after {context.FunctionDefinition.Name}");
        });
    });

    internal sealed class Visit : IAsyncDisposable
    {
        private readonly List<string> seen;

        public Visit(List<string> seen)
        {
            this.seen = seen;
            seen.Add("made");
        }

        public ValueTask DisposeAsync()
        {
            seen.Add("gone");
            return ValueTask.CompletedTask;
        }
    }

    internal sealed record Parcel(string To, int Weight);

    internal sealed class ActivityFunctions(List<string> seen)
    {
        [Function("Weigh")]
        public static async Task<string> Weigh([ActivityTrigger] Parcel parcel, string instanceId)
        {
            await Task.Yield();
            return $"{parcel.To} {parcel.Weight} {instanceId}";
        }

        [Function("Touch")]
        public void Touch([ActivityTrigger] string? nothing, FunctionContext context) =>
            seen.Add($"same {ReferenceEquals(context.Items["visit"], context.InstanceServices.GetRequiredService<Visit>())}");

        [Function("Fail")]
        public static Task Fail([ActivityTrigger] string message) => throw new InvalidDataException(message);

        [Function("Echo")]
        public static ValueTask<string> Echo([ActivityTrigger] string? text) => new(text ?? "null");

        [Function("Double")]
        public static int Double([ActivityTrigger] int number) => number * 2;
    }
}
