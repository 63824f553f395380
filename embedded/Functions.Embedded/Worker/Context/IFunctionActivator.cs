namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes the object whose method an invocation calls. Replaceable in the services.</summary>
public interface IFunctionActivator
{
    object? CreateInstance(Type instanceType, FunctionContext context);
}
