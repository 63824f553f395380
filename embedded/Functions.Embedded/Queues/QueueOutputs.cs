using System.Collections;
using System.Text;
using System.Text.Json;
using Functions.Embedded.Discovery;
using Functions.Embedded.Hosting;
using Functions.Embedded.Invocation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Functions.Embedded.Queues;

/// <summary>Sends what functions return to the queues of their output bindings.</summary>
internal sealed class QueueOutputs(Lazy<EmbeddedQueues> queues, IConfiguration configuration, IOptions<JsonSerializerOptions> json) : IOutputSender
{
    public async Task SendAsync(FunctionEntry function, object? result, CancellationToken cancellation)
    {
        foreach (var target in function.Outputs)
        {
            if (target.ValueOf(result) is not { } value)
                continue;
            var queue = SettingReference.Resolve(target.Queue, configuration, $"Function '{function.Name}'");
            await queues.Value.SendManyAsync(queue, [.. Messages(value)]);
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Messages(object value) =>
        value is IEnumerable several and not string and not byte[] and not IDictionary
            ? several.Cast<object?>().Where(message => message is not null).Select(message => Bytes(message!))
            : [Bytes(value)];

    private ReadOnlyMemory<byte> Bytes(object message) => message switch
    {
        string text => Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        _ => JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), json.Value),
    };
}
