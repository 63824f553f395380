using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Http.Management;

/// <summary>An instance as the management API shows it.</summary>
internal static class InstanceStatus
{
    public static JsonObject Json(OrchestrationMetadata instance, bool showInput) => new()
    {
        ["name"] = instance.Name,
        ["instanceId"] = instance.InstanceId,
        ["runtimeStatus"] = instance.RuntimeStatus.ToString(),
        ["input"] = showInput ? Value(instance.SerializedInput) : null,
        ["customStatus"] = Value(instance.SerializedCustomStatus),
        ["output"] = Value(instance.SerializedOutput),
        ["createdTime"] = Time(instance.CreatedAt),
        ["lastUpdatedTime"] = Time(instance.LastUpdatedAt),
    };

    public static int Code(OrchestrationMetadata instance, bool failureIsError) => instance switch
    {
        { RuntimeStatus: OrchestrationRuntimeStatus.Failed } when failureIsError => StatusCodes.Status500InternalServerError,
        { IsCompleted: true } => StatusCodes.Status200OK,
        _ => StatusCodes.Status202Accepted,
    };

    /// <summary>A failed instance's output is plain text; everything else is JSON already.</summary>
    private static JsonNode? Value(string? text)
    {
        if (text is null)
            return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
