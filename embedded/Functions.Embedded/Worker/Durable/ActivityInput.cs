using Functions.Embedded.Durable;
using Functions.Embedded.Invocation;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Embedded.Orchestrations;

/// <summary>A call of an activity as the trigger of an invocation.</summary>
internal sealed class ActivityInput(ActivityInvocation invocation) : TriggerInput
{
    public override IReadOnlyDictionary<string, object?> BindingData =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = invocation.InstanceId };

    public override ValueTask<object?> ToParameterAsync(Type type, EmbeddedFunctionContext context)
    {
        var value = invocation.Converter.Deserialize(invocation.SerializedInput, type);
        return value is not null || !type.IsValueType || Nullable.GetUnderlyingType(type) is not null
            ? new(value)
            : throw new FunctionInputConverterException(
                $"Activity '{invocation.Name}' was called without input, but takes a {type.Name}. Give it one, or make the parameter nullable.");
    }
}
