namespace DurableTask.Core.Exceptions;

public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    public OrchestrationAlreadyExistsException() { }
    public OrchestrationAlreadyExistsException(string message) => throw new NotSupportedException();
    public OrchestrationAlreadyExistsException(string message, Exception innerException) => throw new NotSupportedException();
}
