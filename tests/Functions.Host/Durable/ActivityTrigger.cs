using System.Reflection.Emit;
using Functions.Host.Triggers;
using Functions.Host.Worker;
using Functions.Host.Worker.Protocol;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace Functions.Host.Durable;

/// <summary>An activity's input comes as an array of one, which the extension opens; the worker gets its JSON as text.</summary>
internal sealed class ActivityTrigger(DurableHub hub) : ITriggerKind
{
    public string Type => "activityTrigger";

    public Type Parameter => typeof(string);

    public string Carrier => nameof(HostedFunctions.JsonAsync);

    public CustomAttributeBuilder Attribute(HostedBinding binding) => EmittedFunctions.Mark<ActivityTriggerAttribute>();

    public void AddTo(IWebJobsBuilder jobs) => hub.AddTo(jobs);

    public TypedData Value(object? bound) => bound is string json ? new TypedData { String = json } : new TypedData();
}
