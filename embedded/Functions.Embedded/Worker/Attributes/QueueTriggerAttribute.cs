using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for each message of a queue, at least once. The name may hold <c>%Setting%</c>.</summary>
public sealed class QueueTriggerAttribute : TriggerBindingAttribute
{
    public QueueTriggerAttribute(string queueName) => QueueName = queueName;

    public string QueueName { get; }

    /// <summary>Setting with the storage connection in the cloud; the embedded queues need none.</summary>
    public string? Connection { get; set; }
}

/// <summary>Sends the returned value (or the property's) to a queue: text, bytes, an object as JSON, or an array of these.</summary>
public sealed class QueueOutputAttribute : OutputBindingAttribute
{
    public QueueOutputAttribute(string queueName) => QueueName = queueName;

    public string QueueName { get; }

    /// <summary>Setting with the storage connection in the cloud; the embedded queues need none.</summary>
    public string? Connection { get; set; }
}
