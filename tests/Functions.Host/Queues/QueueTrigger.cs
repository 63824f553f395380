using System.Globalization;
using System.Reflection.Emit;
using Azure.Storage.Queues.Models;
using Functions.Host.Triggers;
using Functions.Host.Worker;
using Functions.Host.Worker.Protocol;
using Microsoft.Azure.WebJobs;
using Microsoft.Extensions.Hosting;

namespace Functions.Host.Queues;

/// <summary>Messages of the storage account, by the real extension: its visibility, its tries, its poison queues.</summary>
internal sealed class QueueTrigger : ITriggerKind
{
    public string Type => "queueTrigger";

    public Type Parameter => typeof(QueueMessage);

    public CustomAttributeBuilder Attribute(HostedBinding binding) => EmittedFunctions.Mark<QueueTriggerAttribute>(binding.Text("queueName")!);

    public void AddTo(IWebJobsBuilder jobs) => jobs.AddAzureStorageQueues();

    public TypedData Value(object? bound) => new() { String = ((QueueMessage)bound!).Body.ToString() };

    public IEnumerable<KeyValuePair<string, string>> Metadata(object? bound)
    {
        var message = (QueueMessage)bound!;
        return
        [
            new("Id", message.MessageId),
            new("DequeueCount", message.DequeueCount.ToString(CultureInfo.InvariantCulture)),
            new("PopReceipt", message.PopReceipt),
            new("QueueTrigger", message.Body.ToString()),
        ];
    }
}
