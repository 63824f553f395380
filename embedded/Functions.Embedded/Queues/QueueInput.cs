using System.Globalization;
using System.Text;
using System.Text.Json;
using Functions.Embedded.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Functions.Embedded.Queues;

/// <summary>A message as the trigger of an invocation.</summary>
internal sealed class QueueInput(QueueEntry entry) : TriggerInput
{
    private Dictionary<string, object?>? bindingData;

    public override IReadOnlyDictionary<string, object?> BindingData => bindingData ??= new(StringComparer.OrdinalIgnoreCase)
    {
        ["QueueTrigger"] = Text,
        ["Id"] = entry.MessageId,
        ["DequeueCount"] = entry.Dequeued.ToString(CultureInfo.InvariantCulture),
        ["InsertionTime"] = new DateTimeOffset(entry.Inserted, TimeSpan.Zero).ToString("O", CultureInfo.InvariantCulture),
        ["PopReceipt"] = $"{entry.Id:x16}{entry.Dequeued:x4}",
    };

    private byte[] Body => entry.Body!;

    private string Text => Encoding.UTF8.GetString(Body);

    public override ValueTask<object?> ToParameterAsync(Type type, EmbeddedFunctionContext context)
    {
        if (type == typeof(string))
            return new(Text);
        if (type == typeof(byte[]))
            return new(Body);
        if (type == typeof(ReadOnlyMemory<byte>))
            return new((ReadOnlyMemory<byte>)Body);
        return new(FromJson(type, context));
    }

    private object? FromJson(Type type, EmbeddedFunctionContext context)
    {
        var options = context.InstanceServices.GetRequiredService<IOptions<JsonSerializerOptions>>().Value;
        try
        {
            return JsonSerializer.Deserialize(Body, type, options);
        }
        catch (JsonException error)
        {
            throw new FunctionInputConverterException(
                $"Function '{context.Function.Name}': message {entry.MessageId} is not JSON for a parameter of type {type.Name}.", error);
        }
    }
}
