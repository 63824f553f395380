#pragma warning disable SYSLIB0051, CA2229 // The serialisation constructor is part of the surface the app may compile against.
using System.Runtime.Serialization;

namespace DurableTask.Core.Exceptions;

/// <summary>The instance id is in use by an instance that may not be replaced.</summary>
[Serializable]
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    public OrchestrationAlreadyExistsException()
    {
    }

    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    protected OrchestrationAlreadyExistsException(SerializationInfo info, StreamingContext context)
        : base(info, context)
    {
    }
}

/// <summary>The orchestrator's code did something else than its history says it did.</summary>
[Serializable]
public class NonDeterministicOrchestrationException : Exception
{
    public NonDeterministicOrchestrationException(int eventId, string eventDetails)
        : base("Non-Deterministic workflow detected: " + eventDetails) => EventId = eventId;

    /// <summary>The step that differs: the sequence number of the call in this execution.</summary>
    public int EventId { get; }
}
