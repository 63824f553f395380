using System.Text.Json;
using Microsoft.DurableTask;

namespace Functions.Embedded.Durable.History;

/// <summary>A failure as it is written into a history.</summary>
internal sealed record StoredFailure(string Type, string Message, string? Stack, StoredFailure? Inner)
{
    public static string Write(TaskFailureDetails failure) => JsonSerializer.Serialize(From(failure));

    public static TaskFailureDetails Read(string text) => JsonSerializer.Deserialize<StoredFailure>(text)!.ToDetails();

    private static StoredFailure From(TaskFailureDetails failure) => new(
        failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        failure.InnerFailure is { } inner ? From(inner) : null);

    private TaskFailureDetails ToDetails() => new(Type, Message, Stack, Inner?.ToDetails(), Properties: null);
}
