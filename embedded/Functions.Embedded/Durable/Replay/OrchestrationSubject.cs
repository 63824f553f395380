using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Functions.Embedded.Durable.Replay;

/// <summary>The instance an executor runs, and what its code is given.</summary>
internal sealed record OrchestrationSubject(
    string Name,
    string InstanceId,
    ParentOrchestrationInstance? Parent,
    Func<TaskOrchestrationContext, Task<object?>>? Run,
    DataConverter Converter,
    TimeSpan MaximumTimerInterval,
    ILoggerFactory Loggers);
