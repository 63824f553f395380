using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on a schedule of business time.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    public TimerTriggerAttribute(string schedule) => Schedule = schedule;

    /// <summary>NCRONTAB with six fields (second first) or five, a constant <c>hh:mm:ss</c>, or <c>%Setting%</c> naming one of these.</summary>
    public string Schedule { get; }

    /// <summary>Keep the last occurrence on disk, so that a run missed while stopped is made up for at start. Default true.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Run once at every start. Default false.</summary>
    public bool RunOnStartup { get; set; }
}

/// <summary>What a timer function is told about its schedule.</summary>
public class TimerInfo
{
    /// <summary>Null when the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True when this run makes up for an occurrence that passed while nothing was running.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>Last and next occurrence of a schedule.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
