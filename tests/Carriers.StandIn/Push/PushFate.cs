namespace Carriers.StandIn.Push;

/// <summary>What becomes of a message that is as it should be.</summary>
/// <param name="Takes">Whether it is taken before the answer goes wrong.</param>
/// <param name="Status">What is answered.</param>
/// <param name="Body">With what.</param>
public sealed record PushFate(bool Takes, int Status, string Body = "")
{
    /// <summary>Taken, and then the connection breaks.</summary>
    public static PushFate TakenAndBroken { get; } = new(true, 0);

    /// <summary>Taken, and nothing is heard of it until the caller gives up.</summary>
    public static PushFate TakenAndSilent { get; } = new(true, -1);

    public string? RetryAfter { get; init; }

    /// <summary>An error as Firebase writes it.</summary>
    public static PushFate Firebase(int status, string word, string? code = null, string? violated = null, string message = "No.", string? retryAfter = null)
    {
        var details = new List<object>();
        if (code is not null)
            details.Add(new Dictionary<string, object> { ["@type"] = "type.googleapis.com/google.firebase.fcm.v1.FcmError", ["errorCode"] = code });
        if (violated is not null)
            details.Add(new Dictionary<string, object> { ["@type"] = "type.googleapis.com/google.rpc.BadRequest", ["fieldViolations"] = new[] { new { field = violated, description = "Invalid" } } });
        return new PushFate(false, status, System.Text.Json.JsonSerializer.Serialize(new { error = new { code = status, message, status = word, details } })) { RetryAfter = retryAfter };
    }
}
