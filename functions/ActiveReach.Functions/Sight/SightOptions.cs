using ActiveReach.Settings;

namespace ActiveReach.Functions.Sight;

/// <summary>Who may read <c>/metrics</c>.</summary>
public enum MetricsAccess
{
    /// <summary>Nobody: the route isn't there.</summary>
    Off,

    /// <summary>Whoever asks from this machine, not through a proxy.</summary>
    Local,

    /// <summary>Whoever shows the key.</summary>
    Key,
}

/// <summary>Where measurements and traces go, and what counts as stuck. Without any of it nothing is recorded.</summary>
public sealed record SightOptions
{
    private const int ShortestKey = 32;

    /// <summary><c>ActiveReach__Sight__Metrics</c>: who may read the measurements at <c>/metrics</c>. Default off.</summary>
    public MetricsAccess Metrics { get; init; }

    /// <summary><c>ActiveReach__Sight__MetricsKey</c>: what a reader shows as <c>Authorization: Bearer …</c>; at least 32 bytes. Default none.</summary>
    public string? MetricsKey { get; init; }

    /// <summary><c>OTEL_EXPORTER_OTLP_ENDPOINT</c>: where an OpenTelemetry collector takes measurements and traces. Default none.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary><c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>: the Application Insights resource that takes measurements and traces. Default none.</summary>
    public string? AzureMonitor { get; init; }

    /// <summary><c>APPLICATIONINSIGHTS_AUTHENTICATION_STRING</c>: <c>Authorization=AAD</c> where that resource takes no key, with <c>;ClientId=…</c> of a user-assigned identity;
    /// the Functions host reads it too. Default none.</summary>
    public AzureMonitorIdentity? Identity { get; init; }

    /// <summary><c>OTEL_SDK_DISABLED</c>: <c>true</c> records and exports nothing, whatever else is set. Default false.</summary>
    public bool IsDisabled { get; init; }

    /// <summary><c>ActiveReach__Sight__StuckAfter</c>: an orchestration that should have gone on so long ago is stuck; 1 min to 1 day. Default 15 min.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether anything is sent anywhere by itself.</summary>
    public bool Exports => !IsDisabled && (OtlpEndpoint is not null || AzureMonitor is not null);

    /// <summary>Whether <c>/metrics</c> is there.</summary>
    public bool ServesMetrics => !IsDisabled && Metrics is not MetricsAccess.Off;

    public static SightOptions Read(SettingReader settings)
    {
        var (own, field) = (settings.Section("ActiveReach").Section("Sight"), settings.Section(""));
        var key = own.Secret("MetricsKey", ShortestKey, inHeader: true);
        var metrics = own.Word("Metrics", "off", "off", "local", "key");
        own.Require(metrics is not "key" || key is not null, $"{own.NameOf("Metrics")} is 'key' and {own.NameOf("MetricsKey")} is missing; write a key of at least {ShortestKey} random bytes, or 'local'.");
        return new SightOptions
        {
            Metrics = Enum.Parse<MetricsAccess>(metrics, ignoreCase: true),
            MetricsKey = key,
            StuckAfter = own.Span("StuckAfter", new SightOptions().StuckAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            OtlpEndpoint = field.TextOrNone("OTEL_EXPORTER_OTLP_ENDPOINT", "the http or https address of a collector, such as http://localhost:4317", IsAddress) is { } address ? new Uri(address) : null,
            AzureMonitor = field.TextOrNone("APPLICATIONINSIGHTS_CONNECTION_STRING", "the connection string of a resource, InstrumentationKey=…", IsConnection),
            Identity = field.TextOrNone("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD, with ;ClientId=… of a user-assigned identity", text => AzureMonitorIdentity.Parse(text) is not null) is { } identity ? AzureMonitorIdentity.Parse(identity) : null,
            IsDisabled = field.Flag("OTEL_SDK_DISABLED", false),
        };
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https");

    private static bool IsConnection(string text) => text.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase);
}
