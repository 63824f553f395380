using ActiveReach.Delivery;
using ActiveReach.Delivery.Sending;
using ActiveReach.Engagement;
using ActiveReach.Queues;
using ActiveReach.Sight;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ActiveReach.Functions.Sight;

internal static class SightComposition
{
    private static readonly string[] Meters = [Trail.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime"];

    /// <summary>Asked every few seconds by whoever watches the process.</summary>
    private static readonly string[] Unwatched = ["/api/health", "/api/ready", MetricsPage.Path];

    /// <summary>What is measured, and where it goes. Only here is it known that anything takes it.</summary>
    /// <param name="isWorker">Whether the Functions host runs the app: then it is told that the worker exports by itself.</param>
    public static IServiceCollection AddSight(this IServiceCollection services, SightOptions options, bool isWorker)
    {
        // Each instance in the cloud has its own measurements, and no page of its own to show them.
        if (isWorker && options.ServesMetrics)
            throw new InvalidOperationException("ActiveReach__Sight__Metrics is set, but under the Functions host there is no /metrics; remove it, and set OTEL_EXPORTER_OTLP_ENDPOINT or APPLICATIONINSIGHTS_CONNECTION_STRING to see measurements.");
        services.AddMetrics()
            .AddSingleton(options)
            .AddSingleton<DeliveryMeter>()
            .AddSingleton<EngagementMeter>()
            .AddSingleton<OrchestrationMeter>()
            .AddSingleton<Standings>()
            .AddSingleton(provider => (IQueueWatch)provider.GetRequiredService<IMessageQueue>())
            .AddHostedService<QueueGauges>();
        if (!options.Exports && !options.ServesMetrics)
            return services;

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Trail.Name, serviceVersion: Version).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => Export(metrics.AddMeter(Meters), options));
        if (options.Exports)
            telemetry.WithTracing(traces => Export(Watch(traces), options));
        if (isWorker)
            telemetry.UseFunctionsWorkerDefaults();
        return services;
    }

    private static string Version => typeof(SightComposition).Assembly.GetName().Version!.ToString(3);

    private static TracerProviderBuilder Watch(TracerProviderBuilder traces) => traces
        .AddSource(Trail.Name)
        .AddAspNetCoreInstrumentation(requests => requests.Filter = http => !Unwatched.Contains(http.Request.Path.Value, StringComparer.OrdinalIgnoreCase))
        .AddHttpClientInstrumentation()
        .AddProcessor<SpanCleaning>();

    private static void Export(TracerProviderBuilder traces, SightOptions options)
    {
        if (options.OtlpEndpoint is not null)
            traces.AddOtlpExporter();
        if (options.AzureMonitor is { } connection)
            traces.AddAzureMonitorTraceExporter(exporter => SignIn(exporter, connection, options));
    }

    private static void Export(MeterProviderBuilder metrics, SightOptions options)
    {
        if (options.OtlpEndpoint is not null)
            metrics.AddOtlpExporter();
        if (options.AzureMonitor is { } connection)
            metrics.AddAzureMonitorMetricExporter(exporter => SignIn(exporter, connection, options));
        if (options.ServesMetrics)
            metrics.AddPrometheusExporter();
    }
    private static void SignIn(AzureMonitorExporterOptions exporter, string connection, SightOptions options) =>
        (exporter.ConnectionString, exporter.Credential) = (connection, options.Identity?.Credential);
}
