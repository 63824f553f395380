using System.Reflection.Emit;
using Functions.Host.Triggers;
using Functions.Host.Worker;
using Functions.Host.Worker.Protocol;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Newtonsoft.Json;

namespace Functions.Host.Timers;

/// <summary>Schedules, by the real extension; when each ran last is kept in memory.</summary>
internal sealed class TimerTrigger : ITriggerKind
{
    public string Type => "timerTrigger";

    public Type Parameter => typeof(TimerInfo);

    public CustomAttributeBuilder Attribute(HostedBinding binding) => new(
        typeof(TimerTriggerAttribute).GetConstructor([typeof(string)])!,
        [binding.Text("schedule")!],
        [typeof(TimerTriggerAttribute).GetProperty(nameof(TimerTriggerAttribute.RunOnStartup))!],
        [binding.Flag("runOnStartup")]);

    public void AddTo(IWebJobsBuilder jobs)
    {
        jobs.AddTimers();
        jobs.Services.Replace(ServiceDescriptor.Singleton<ScheduleMonitor, RememberedSchedules>());
    }

    public TypedData Value(object? bound) => new() { Json = JsonConvert.SerializeObject(bound) };
}
