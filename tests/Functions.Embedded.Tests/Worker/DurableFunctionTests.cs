using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Functions.Embedded.Clock;
using Functions.Embedded.Queues;
using Functions.Embedded.Tests.Queues;
using Functions.Embedded;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Functions.Embedded.Tests.Worker;

public sealed class DurableFunctionTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Inbox inbox = new();

    [Fact]
    public async Task A_request_a_message_and_a_timer_carry_an_orchestration_to_its_end()
    {
        await using var app = await StartAsync();
        await PlaceAsync(app, "order-1");
        await Queues(app).SendAsync("approvals", "order-1");
        Assert.Equal("order-1: 3 tea for 30, approved by queue, as OrderFlow", await inbox.NextAsync());
        var done = await CompletionAsync(app, "order-1");
        Assert.Equal("3 tea for 30, approved by queue, as OrderFlow", done.ReadOutputAs<string>());
        Assert.InRange(app.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow(), Start.AddDays(2), Start.AddDays(2).AddMinutes(1));
    }

    [Fact]
    public async Task Middleware_runs_around_orchestrators_and_activities()
    {
        var seen = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var app = await StartAsync(builder => builder.UseMiddleware((context, next) =>
        {
            seen.Add(context.FunctionDefinition.Name);
            return next();
        }));
        await PlaceAsync(app, "order-1");
        await Queues(app).SendAsync("approvals", "order-1");
        await CompletionAsync(app, "order-1");
        Assert.Equal(["Approve", "OrderFlow", "PlaceOrder", "Price", "Ship"], seen.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_orchestration_goes_on_after_a_power_cut()
    {
        var directory = TestApp.NewDirectory();
        var app = await StartAsync(directory: directory);
        await PlaceAsync(app, "order-1");
        await app.Host.CrashAsync();
        await using (var next = await StartAsync(directory: directory))
        {
            await Queues(next).SendAsync("approvals", "order-1");
            Assert.Equal("order-1: 3 tea for 30, approved by queue, as OrderFlow", await inbox.NextAsync());
            await CompletionAsync(next, "order-1");
        }

        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task An_event_to_an_instance_that_is_over_or_never_was_throws_unless_host_json_says_otherwise(string? setting, bool throws)
    {
        await using var app = await StartAsync(builder => builder.Configuration["AzureFunctionsJobHost:extensions:durableTask:throwStatusExceptionsOnRaiseEvent"] = setting);
        await PlaceAsync(app, "order-1");
        await Queues(app).SendAsync("approvals", "order-1");
        await CompletionAsync(app, "order-1");
        var client = app.Host.Services.GetRequiredService<DurableTaskClient>();

        Assert.Equal(throws ? StatusCode.FailedPrecondition : null, await StatusOf(client.RaiseEventAsync("order-1", "late")));
        Assert.Equal(throws ? StatusCode.NotFound : null, await StatusOf(client.RaiseEventAsync("order-2", "early")));

        static async Task<StatusCode?> StatusOf(Task raised) => (await Record.ExceptionAsync(() => raised) as RpcException)?.StatusCode;
    }

    [Fact]
    public async Task The_management_api_starts_shows_and_ends_orchestrations()
    {
        await using var app = await StartAsync(builder => builder.UseEmbedded(options => options.ServeDurableManagement = true));
        using var started = await app.Http.PostAsJsonAsync("/runtime/webhooks/durabletask/orchestrators/orderflow/m-1", new OrderPlaced("tea", 2));
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var urls = await started.Content.ReadFromJsonAsync<JsonObject>();
        var status = new Uri((string)urls!["statusQueryGetUri"]!);
        using var running = await app.Http.GetAsync(status);
        Assert.Equal((HttpStatusCode.Accepted, "5"), (running.StatusCode, running.Headers.GetValues("Retry-After").Single()));

        using var raised = await app.Http.PostAsJsonAsync(((string)urls["sendEventPostUri"]!).Replace("{eventName}", "Approved", StringComparison.Ordinal), "by hand");
        Assert.Equal(HttpStatusCode.Accepted, raised.StatusCode);
        await CompletionAsync(app, "m-1");
        var body = await app.Http.GetFromJsonAsync<JsonObject>(status);
        Assert.Equal(("Completed", "orderflow", "tea"), ((string)body!["runtimeStatus"]!, (string)body["name"]!, (string)body["input"]!["Item"]!));
        Assert.Equal("2 tea for 20, approved by hand, as OrderFlow", (string)body["output"]!);

        using var late = await app.Http.PostAsync(new Uri(status + "/terminate?reason=late"), null);
        using var purged = await app.Http.DeleteAsync(status);
        using var gone = await app.Http.GetAsync(status);
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.OK, HttpStatusCode.NotFound), (late.StatusCode, purged.StatusCode, gone.StatusCode));
    }

    [Theory]
    [InlineData("Origin", "https://example.com")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Host", "example.com")]
    public async Task The_management_api_answers_nobody_but_local_programs(string header, string value)
    {
        await using var app = await StartAsync(builder => builder.UseEmbedded(options => options.ServeDurableManagement = true));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/runtime/webhooks/durabletask/instances");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await app.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task The_management_api_is_off_unless_asked_for()
    {
        await using var app = await StartAsync();
        using var response = await app.Http.GetAsync(new Uri("/runtime/webhooks/durabletask/instances", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static EmbeddedQueues Queues(TestApp app) => app.Host.Services.GetRequiredService<EmbeddedQueues>();

    private static async Task PlaceAsync(TestApp app, string id)
    {
        using var response = await app.Http.PostAsJsonAsync("/api/orders/" + id, new OrderPlaced("tea", 3));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static async Task<OrchestrationMetadata> CompletionAsync(TestApp app, string id)
    {
        using var limit = new CancellationTokenSource(Eventually.Bound);
        var done = await app.Host.Services.GetRequiredService<DurableTaskClient>().WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, limit.Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        return done;
    }

    private Task<TestApp> StartAsync(Action<EmbeddedApplicationBuilder>? configure = null, string? directory = null) =>
        TestApp.StartAsync(
            [typeof(OrderFunctions)],
            builder =>
            {
                builder.Services.AddSingleton(inbox);
                builder.Services.AddSimulatedClock(Start);
                configure?.Invoke(builder);
            },
            directory);
}
