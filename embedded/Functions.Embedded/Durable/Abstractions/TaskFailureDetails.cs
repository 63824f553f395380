namespace Microsoft.DurableTask;

/// <summary>An exception as it is kept in a history.</summary>
/// <param name="ErrorType">Full name of the exception's type.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="StackTrace">Where it was thrown.</param>
/// <param name="InnerFailure">Its inner exception, or the failure of the task that caused it.</param>
/// <param name="Properties">Further facts, if a provider gave any.</param>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    private Type? exceptionType;

    /// <summary>No retry mends it: the task doesn't exist.</summary>
    internal bool IsNonRetriable { get; init; }

    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new TaskFailureDetails(
            exception.GetType().FullName ?? exception.GetType().Name,
            exception.Message,
            exception.StackTrace,
            exception is TaskFailedException failed ? failed.FailureDetails : exception.InnerException is { } inner ? FromException(inner) : null,
            Properties: null);
    }

    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>Whether the failure is of this type or one derived from it. Inner failures don't count.</summary>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException($"The type '{targetBaseExceptionType}' is not an exception. Name a type derived from Exception.", nameof(targetBaseExceptionType));

        exceptionType ??= Type.GetType(ErrorType, throwOnError: false)
            ?? targetBaseExceptionType.Assembly.GetType(ErrorType, throwOnError: false)
            ?? AppDomain.CurrentDomain.GetAssemblies()
                .Select(assembly => assembly.GetType(ErrorType, throwOnError: false))
                .FirstOrDefault(type => type is not null);
        return exceptionType is not null && targetBaseExceptionType.IsAssignableFrom(exceptionType);
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
