using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ActiveReach.Functions.Tests.Sight;

/// <summary>The app as a worker of the Functions host.</summary>
[Collection("Alone")]
public sealed class WorkerTests
{
    /// <summary>As Core Tools start it.</summary>
    private static readonly string[] Started = ["--functions-uri=http://127.0.0.1:9", "--functions-worker-id=w", "--functions-request-id=r", "--AZURE_FUNCTIONS_ENVIRONMENT=Development", "--AzureWebJobsStorage=UseDevelopmentStorage=true"];

    [Theory]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9", true)]
    [InlineData("--APPLICATIONINSIGHTS_CONNECTION_STRING=InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:9/", true)]
    [InlineData("--OTEL_SDK_DISABLED=false", false)]
    public void The_host_is_told_that_the_worker_exports_where_it_does(string setting, bool exports)
    {
        var directory = Directory.CreateTempSubdirectory("activereach-worker-").FullName;
        using (var host = ActiveReachApp.BuildWorker([.. Started, $"--ActiveReach:DataDirectory={directory}", setting]))
        {
            Assert.Equal(exports, host.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Capabilities.ContainsKey("WorkerOpenTelemetryEnabled"));
            Assert.Equal(exports, host.Services.GetService<TracerProvider>() is not null);
            Assert.Equal(exports, host.Services.GetService<MeterProvider>() is not null);
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void Metrics_that_nothing_would_serve_are_refused()
    {
        var directory = Directory.CreateTempSubdirectory("activereach-worker-").FullName;
        var error = Assert.Throws<InvalidOperationException>(() => ActiveReachApp.BuildWorker(
            [.. Started, $"--ActiveReach:DataDirectory={directory}", "--ActiveReach:Sight:Metrics=local"]));

        Assert.Contains("ActiveReach__Sight__Metrics", error.Message, StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }
}
