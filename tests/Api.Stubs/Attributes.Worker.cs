namespace Microsoft.Azure.Functions.Worker;

[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    public FunctionAttribute(string name) => throw new NotSupportedException();
    public string Name => throw new NotSupportedException();
}

public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    public HttpTriggerAttribute() { }
    public HttpTriggerAttribute(params string[] methods) => throw new NotSupportedException();
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => throw new NotSupportedException();
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) => throw new NotSupportedException();
    public string? Route { get; set; }
    public string[]? Methods => throw new NotSupportedException();
    public AuthorizationLevel AuthLevel => throw new NotSupportedException();
}

public enum AuthorizationLevel { Anonymous = 0, User = 1, Function = 2, System = 3, Admin = 4 }

[AttributeUsage(AttributeTargets.Property, AllowMultiple = false)]
public sealed class HttpResultAttribute : OutputBindingAttribute
{
    public HttpResultAttribute() { }
}

public sealed class QueueTriggerAttribute : TriggerBindingAttribute
{
    public QueueTriggerAttribute(string queueName) => throw new NotSupportedException();
    public string QueueName => throw new NotSupportedException();
    public string? Connection { get; set; }
}

public sealed class QueueOutputAttribute : OutputBindingAttribute
{
    public QueueOutputAttribute(string queueName) => throw new NotSupportedException();
    public string QueueName => throw new NotSupportedException();
    public string? Connection { get; set; }
}

public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    public TimerTriggerAttribute(string schedule) => throw new NotSupportedException();
    public string Schedule => throw new NotSupportedException();
    public bool UseMonitor { get; set; }
    public bool RunOnStartup { get; set; }
}

public class TimerInfo
{
    public TimerInfo() { }
    public ScheduleStatus? ScheduleStatus { get; set; }
    public bool IsPastDue { get; set; }
}

public class ScheduleStatus
{
    public ScheduleStatus() { }
    public DateTime Last { get; set; }
    public DateTime Next { get; set; }
    public DateTime LastUpdated { get; set; }
}

[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    public RetryAttribute() { }
    public int MaxRetryCount { get; set; }
}

public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval) => throw new NotSupportedException();
    public string DelayInterval => throw new NotSupportedException();
}

public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval) => throw new NotSupportedException();
    public string MinimumInterval => throw new NotSupportedException();
    public string MaximumInterval => throw new NotSupportedException();
}

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    public OrchestrationTriggerAttribute() { }
    public string? Orchestration { get; set; }
}

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    public ActivityTriggerAttribute() { }
    public string? Activity { get; set; }
}

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EntityTriggerAttribute : TriggerBindingAttribute
{
    public EntityTriggerAttribute() { }
    public string? EntityName { get; set; }
}

public sealed class DurableClientAttribute : InputBindingAttribute
{
    public DurableClientAttribute() { }
    public string? TaskHub { get; set; }
    public string? ConnectionName { get; set; }
}
