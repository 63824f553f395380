namespace Microsoft.Azure.Functions.Worker;

public abstract class FunctionContext
{
    protected FunctionContext() { }
    public abstract string InvocationId { get; }
    public abstract string FunctionId { get; }
    public abstract TraceContext TraceContext { get; }
    public abstract BindingContext BindingContext { get; }
    public abstract RetryContext RetryContext { get; }
    public abstract IServiceProvider InstanceServices { get; set; }
    public abstract FunctionDefinition FunctionDefinition { get; }
    public abstract IDictionary<object, object> Items { get; set; }
    public abstract IInvocationFeatures Features { get; }
    public virtual CancellationToken CancellationToken => throw new NotSupportedException();
}

public abstract class FunctionDefinition
{
    protected FunctionDefinition() { }
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }
    public abstract string PathToAssembly { get; }
    public abstract string EntryPoint { get; }
    public abstract string Id { get; }
    public abstract string Name { get; }
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}

public class FunctionParameter
{
    public FunctionParameter(string name, Type type) => throw new NotSupportedException();
    public FunctionParameter(string name, Type type, bool hasDefaultValue, object? defaultValue) => throw new NotSupportedException();
    public FunctionParameter(string name, Type type, IReadOnlyDictionary<string, object> properties) => throw new NotSupportedException();
    public FunctionParameter(string name, Type type, bool hasDefaultValue, object? defaultValue, IReadOnlyDictionary<string, object> properties) => throw new NotSupportedException();
    public string Name => throw new NotSupportedException();
    public Type Type => throw new NotSupportedException();
    public bool HasDefaultValue => throw new NotSupportedException();
    public bool IsReferenceOrNullableType => throw new NotSupportedException();
    public object? DefaultValue => throw new NotSupportedException();
    public IReadOnlyDictionary<string, object> Properties => throw new NotSupportedException();
}

public abstract class BindingMetadata
{
    protected BindingMetadata() { }
    public abstract string Name { get; }
    public abstract string Type { get; }
    public abstract BindingDirection Direction { get; }
}

public enum BindingDirection { In = 0, Out = 1 }

public abstract class BindingContext
{
    protected BindingContext() { }
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

public abstract class TraceContext
{
    protected TraceContext() { }
    public abstract string TraceParent { get; }
    public abstract string TraceState { get; }
    public virtual IReadOnlyDictionary<string, string> Attributes => throw new NotSupportedException();
    public virtual IReadOnlyDictionary<string, string> Baggage => throw new NotSupportedException();
}

public abstract class RetryContext
{
    protected RetryContext() { }
    public abstract int RetryCount { get; }
    public abstract int MaxRetryCount { get; }
}

public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>, IEnumerable
{
    void Set<T>(T instance);
    T? Get<T>();
}

public static class FunctionContextLoggerExtensions
{
    public static ILogger<T> GetLogger<T>(this FunctionContext context) => throw new NotSupportedException();
    public static ILogger GetLogger(this FunctionContext context, string categoryName) => throw new NotSupportedException();
}

public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context) => throw new NotSupportedException();
}

public abstract class InvocationResult<T>
{
    public abstract T? Value { get; set; }
}

public abstract class InvocationResult : InvocationResult<object>
{
}

public static class FunctionContextExtensions
{
    public static HttpContext? GetHttpContext(this FunctionContext context) => throw new NotSupportedException();
}

public interface IFunctionActivator
{
    object? CreateInstance(Type instanceType, FunctionContext context);
}
