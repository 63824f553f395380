using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Http.Management;

/// <summary>Reads the query string of the management API; what doesn't parse is refused by name.</summary>
internal static class ManagementQuery
{
    public static bool Flag(HttpRequest request, string name) => string.Equals(request.Query[name], "true", StringComparison.OrdinalIgnoreCase);

    public static OrchestrationQuery Instances(HttpRequest request) => new(
        Time(request, "createdTimeFrom"), Time(request, "createdTimeTo"), Statuses(request),
        InstanceIdPrefix: request.Query["instanceIdPrefix"].FirstOrDefault(),
        PageSize: Top(request),
        FetchInputsAndOutputs: true,
        ContinuationToken: request.Headers["x-ms-continuation-token"].FirstOrDefault());

    public static PurgeInstancesFilter Purge(HttpRequest request) => new(
        Time(request, "createdTimeFrom") ?? throw new FormatException("createdTimeFrom is missing. Say from when on instances are purged."),
        Time(request, "createdTimeTo"), Statuses(request));

    private static DateTimeOffset? Time(HttpRequest request, string name)
    {
        var text = request.Query[name].FirstOrDefault();
        if (string.IsNullOrEmpty(text))
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException($"{name} is '{text}'. Give an ISO 8601 time.");
    }

    private static int Top(HttpRequest request)
    {
        var text = request.Query["top"].FirstOrDefault();
        if (string.IsNullOrEmpty(text))
            return OrchestrationQuery.DefaultPageSize;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is > 0 and <= 1000
            ? top
            : throw new FormatException($"top is '{text}'. Give a number from 1 to 1000.");
    }

    private static OrchestrationRuntimeStatus[]? Statuses(HttpRequest request)
    {
        var texts = request.Query["runtimeStatus"].SelectMany(text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        return texts.Length == 0 ? null : Array.ConvertAll(texts, Status);
    }

    private static OrchestrationRuntimeStatus Status(string text) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw new FormatException($"runtimeStatus is '{text}'. Give one of {string.Join(", ", Enum.GetNames<OrchestrationRuntimeStatus>())}.");
}
