using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The parameter of type <c>TaskOrchestrationContext</c> of an orchestrator function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Name of the orchestrator. Null: the function's name.</summary>
    public string? Orchestration { get; set; }
}

/// <summary>The parameter that receives the input of an activity function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Name of the activity. Null: the function's name.</summary>
    public string? Activity { get; set; }
}

/// <summary>A parameter of type <c>DurableTaskClient</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>Another task hub, in the cloud. Here there is one.</summary>
    public string? TaskHub { get; set; }

    /// <summary>Setting with the back end's connection in the cloud; unused here.</summary>
    public string? ConnectionName { get; set; }
}
