using System.Text.Json;
using Functions.Embedded.Invocation;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Embedded.Timers;

/// <summary>An occurrence as the trigger of an invocation.</summary>
internal sealed class TimerInput(TimerInfo info, int retryCount, int maxRetryCount) : TriggerInput
{
    public override RetryContext Retry { get; } = new Repetition(retryCount, maxRetryCount);

    public override ValueTask<object?> ToParameterAsync(Type type, EmbeddedFunctionContext context) =>
        type == typeof(TimerInfo)
            ? new(info)
            : new(type == typeof(string) ? JsonSerializer.Serialize(info) : JsonSerializer.Deserialize(JsonSerializer.Serialize(info), type));

    private sealed class Repetition(int count, int most) : RetryContext
    {
        public override int RetryCount => count;

        public override int MaxRetryCount => most;
    }
}
