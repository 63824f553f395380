using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ActiveReach.Functions.Tests.Fixture;
using Functions.Embedded.Queues;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Tests.Sight;

/// <summary>The page that Prometheus reads. One reader of this process hears every app in it, so these tests run alone.</summary>
[Collection("Alone")]
public sealed partial class MetricsPageTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task There_are_no_metrics_unless_they_are_asked_for()
    {
        await using var app = await RunningApp.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetJsonAsync("/metrics")).Status);
    }

    [Fact]
    public async Task The_general_off_switch_takes_the_metrics_away()
    {
        await using var app = await StartAsync(("ActiveReach:Sight:Metrics", "local"), ("OTEL_SDK_DISABLED", "true"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Nobody.GetJsonAsync("/metrics")).Status);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer wrong", 401)]
    [InlineData("Bearer demo-admin-key", 401)]
    [InlineData("Basic " + Key, 401)]
    [InlineData("Bearer " + Key, 200)]
    public async Task With_a_key_only_who_shows_it_reads_the_metrics(string? authorization, int status)
    {
        await using var app = await StartAsync(("ActiveReach:Sight:Metrics", "key"), ("ActiveReach:Sight:MetricsKey", Key));
        var answer = authorization is null ? await app.Nobody.GetJsonAsync("/metrics") : await app.Nobody.GetJsonAsync("/metrics", ("Authorization", authorization));

        Assert.Equal(status, (int)answer.Status);
        if (status == 401)
            Assert.Equal(("application/problem+json", "Bearer"), (answer.Headers["Content-Type"], answer.Headers["WWW-Authenticate"]));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Host", "reach.example.com")]
    public async Task Local_metrics_are_not_shown_through_a_proxy(string header, string value)
    {
        await using var app = await StartAsync(("ActiveReach:Sight:Metrics", "local"));
        Assert.Equal(HttpStatusCode.OK, (await app.Nobody.GetJsonAsync("/metrics")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Nobody.GetJsonAsync("/metrics", (header, value))).Status);
    }

    [Fact]
    public async Task Prometheus_reads_requests_and_queues()
    {
        await using var app = await StartAsync(("ActiveReach:Sight:Metrics", "local"));
        await app.Viewer.GetJsonAsync("/api/workspaces/demo/campaigns");
        await app.Get<EmbeddedQueues>().SendManyAsync("deliver-nobody", ["one", "two"]);
        await app.Get<EmbeddedQueues>().SendAsync("deliver-nobody", "three", TimeSpan.FromHours(1));

        var answer = await MeasuredAsync(app, "http_route=\"api/workspaces/{ws}/campaigns\"", "deliver-nobody");

        Assert.StartsWith("text/plain", answer.Headers["Content-Type"], StringComparison.Ordinal);
        var series = Read(answer.Body);
        Assert.True(Sum(series, "http_server_request_duration_seconds_count", "http_route=\"api/workspaces/{ws}/campaigns\"", "http_response_status_code=\"200\"") >= 1);
        Assert.Equal(2, Sum(series, "activereach_queue_messages", "messaging_destination_name=\"deliver-nobody\"", "activereach_state=\"ready\""));
        Assert.Equal(1, Sum(series, "activereach_queue_messages", "messaging_destination_name=\"deliver-nobody\"", "activereach_state=\"delayed\""));
        Assert.Equal(0, Sum(series, "activereach_queue_messages", "messaging_destination_name=\"deliver\""));
        Assert.Contains(series, each => each.Series.StartsWith("activereach_queue_age_seconds{", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Directory, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_queue_shows_with_that_of_its_failures_before_there_is_one()
    {
        await using var app = await StartAsync(("ActiveReach:Sight:Metrics", "local"));

        var queues = Read((await MeasuredAsync(app, "activereach_queue_messages{")).Body)
            .Where(each => each.Series.StartsWith("activereach_queue_messages{", StringComparison.Ordinal))
            .Select(each => QueueName().Match(each.Series).Groups["queue"].Value)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Contains("engagement", queues);
        Assert.All(queues, queue => Assert.True(queue.EndsWith("-poison", StringComparison.Ordinal) || queues.Contains(queue + "-poison"), queue));
    }

    [Theory]
    [InlineData("ActiveReach__Sight__Metrics", "everybody", "off")]
    [InlineData("ActiveReach__Sight__Metrics", "key", "ActiveReach__Sight__MetricsKey")]
    [InlineData("ActiveReach__Sight__MetricsKey", "short", "32")]
    [InlineData("ActiveReach__Sight__StuckAfter", "soon", "1")]
    [InlineData("ActiveReach__Sight__StuckAfter", "00:00:01", "1")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "http")]
    public async Task A_setting_that_can_not_be_meant_is_refused_with_its_name_and_the_remedy(string setting, string value, string remedy)
    {
        var error = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => StartAsync((setting.Replace("__", ":", StringComparison.Ordinal), value)));

        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
    }

    private static Task<RunningApp> StartAsync(params (string Key, string Value)[] settings) => RunningApp.StartAsync(builder =>
        builder.Configuration.AddInMemoryCollection(settings.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value))));

    /// <summary>A request is measured after its answer, and a queue may be counted only for the next reading.</summary>
    private static Task<Answer> MeasuredAsync(RunningApp app, params string[] series) => Eventually.SeenAsync(
        $"there is {string.Join(" and ", series)}", () => app.Nobody.GetJsonAsync("/metrics"), page => series.All(each => page.Body.Contains(each, StringComparison.Ordinal)));

    private static double Sum(IEnumerable<(string Series, double Value)> all, string name, params string[] labels) => all
        .Where(each => each.Series.StartsWith(name + "{", StringComparison.Ordinal) && labels.All(label => each.Series.Contains(label, StringComparison.Ordinal)))
        .Sum(each => each.Value);

    /// <summary>Each line must be a comment or a sample, as the text format of Prometheus has it.</summary>
    private static List<(string Series, double Value)> Read(string text)
    {
        var series = new List<(string, double)>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')))
        {
            var match = Sample().Match(line);
            Assert.True(match.Success, line);
            series.Add((match.Groups["series"].Value, double.Parse(match.Groups["value"].Value.Replace("Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture)));
        }

        Assert.NotEmpty(series);
        return series;
    }

    [GeneratedRegex("messaging_destination_name=\"(?<queue>[^\"]+)\"")]
    private static partial Regex QueueName();

    [GeneratedRegex("""^(?<series>[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)*\})?) (?<value>[-+]?([0-9.eE+-]+|Inf|NaN))( [0-9]+)?$""")]
    private static partial Regex Sample();
}

[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class RunningAlone;
