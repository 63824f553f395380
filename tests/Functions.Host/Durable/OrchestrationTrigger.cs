using System.Reflection.Emit;
using Functions.Host.Triggers;
using Functions.Host.Worker;
using Functions.Host.Worker.Protocol;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace Functions.Host.Durable;

/// <summary>The real extension's dispatch: history goes out as protobuf in base64, and what the orchestrator decided comes back in the same form.</summary>
internal sealed class OrchestrationTrigger(DurableHub hub) : ITriggerKind
{
    public string Type => "orchestrationTrigger";

    public Type Parameter => typeof(string);

    public string Carrier => nameof(HostedFunctions.TextAsync);

    public CustomAttributeBuilder Attribute(HostedBinding binding) => EmittedFunctions.Mark<OrchestrationTriggerAttribute>();

    public void AddTo(IWebJobsBuilder jobs) => hub.AddTo(jobs);

    public TypedData Value(object? bound) => new() { String = (string)bound! };
}
