using System.Diagnostics;
using Functions.Embedded.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Embedded.Invocation;

/// <summary>
/// The context of one invocation. What is rarely asked for (scope, items, features, id) is made on first use: an activity that
/// needs none of it costs one small object.
/// </summary>
internal sealed class EmbeddedFunctionContext(
    FunctionEntry function, TriggerInput input, IServiceScopeFactory scopes, CancellationToken cancellation) : FunctionContext
{
    private AsyncServiceScope? scope;
    private IServiceProvider? services;
    private string? invocationId;
    private IDictionary<object, object>? items;
    private InvocationFeatures? features;
    private CancellationToken? token;

    public FunctionEntry Function => function;

    public TriggerInput Input => input;

    /// <summary>What the function returned, until the trigger has used it.</summary>
    public object? Result { get; set; }

    public override string InvocationId => invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override TraceContext TraceContext => new ActivityTrace(Activity.Current);

    public override BindingContext BindingContext => new InputBindingContext(input);

    public override RetryContext RetryContext => input.Retry;

    public override FunctionDefinition FunctionDefinition => function;

    public override CancellationToken CancellationToken => token ??= input.Cancellation(cancellation);

    public override IDictionary<object, object> Items
    {
        get => items ??= new Dictionary<object, object>();
        set => items = value;
    }

    public override IInvocationFeatures Features => features ??= new InvocationFeatures();

    public override IServiceProvider InstanceServices
    {
        get => services ??= (scope = scopes.CreateAsyncScope()).Value.ServiceProvider;
        set => services = value;
    }

    public ValueTask DisposeScopeAsync() => scope is { } made ? made.DisposeAsync() : ValueTask.CompletedTask;

    private sealed class InputBindingContext(TriggerInput input) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => input.BindingData;
    }

    private sealed class ActivityTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent => activity?.Id ?? "";

        public override string TraceState => activity?.TraceStateString ?? "";
    }
}
