namespace Microsoft.Azure.Functions.Worker;

/// <summary>A parameter of a function could not be filled from what started it.</summary>
internal sealed class FunctionInputConverterException : Exception
{
    public FunctionInputConverterException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
