namespace Microsoft.Azure.Functions.Worker;

public interface IFunctionsWorkerApplicationBuilder
{
    IServiceCollection Services { get; }
    IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);
}

public static class FunctionsWorkerHost
{
    public static void RunDefault(Action<IServiceCollection>? configureServices = null) => throw new NotSupportedException();
    public static Task RunDefaultAsync(Action<IServiceCollection>? configureService = null) => throw new NotSupportedException();
}

public class WorkerOptions
{
    public WorkerOptions() { }
    public ObjectSerializer? Serializer { get; set; }
    public InputConverterCollection InputConverters => throw new NotSupportedException();
    public IDictionary<string, string> Capabilities => throw new NotSupportedException();
    [System.ObsoleteAttribute("This is now the default behavior. This property may be unavailable in future releases.", false)]
    public bool EnableUserCodeException { get; set; }
    public bool IncludeEmptyEntriesInMessagePayload { get; set; }
}

public sealed class InputConverterCollection : IEnumerable<Type>, IEnumerable
{
    public InputConverterCollection() { }
    public void Register<T>() where T : IInputConverter => throw new NotSupportedException();
    public void RegisterAt<T>(int index) where T : IInputConverter => throw new NotSupportedException();
    public void Clear() => throw new NotSupportedException();
    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException();
    public IEnumerator<Type> GetEnumerator() => throw new NotSupportedException();
}

public interface IAutoConfigureStartup
{
    void Configure(IHostBuilder hostBuilder);
}
