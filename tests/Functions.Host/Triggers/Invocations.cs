using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Storage.Queues.Models;
using Functions.Host.Durable;
using Functions.Host.Http;
using Functions.Host.Worker;
using Functions.Host.Worker.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using Newtonsoft.Json.Linq;

namespace Functions.Host.Triggers;

/// <summary>Makes the worker's form of an invocation, sends it, and waits for its end; a request is proxied at the same time.</summary>
internal sealed class Invocations(WorkerSeat seat, IReadOnlyList<ITriggerKind> kinds, HttpProxy proxy) : IInvoke
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> awaited = new();
    private readonly Dictionary<string, HostedFunction> functions = seat.Functions.ToDictionary(function => function.Name);

    /// <summary>Hears of each message of a queue, by the queue's name, before the worker does.</summary>
    public Func<string, string, Task>? BeforeMessage { get; set; }

    /// <summary>The next time that the worker is asked to run a function.</summary>
    public Task NextAsync(string function) => awaited.GetOrAdd(function, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public async Task<JToken?> InvokeAsync(string function, object? trigger, Binder binder)
    {
        var called = functions[function];
        var request = new InvocationRequest
        {
            InvocationId = Guid.NewGuid().ToString(),
            FunctionId = called.Id,
            TraceContext = new RpcTraceContext { TraceParent = Activity.Current?.Id ?? "", TraceState = Activity.Current?.TraceStateString ?? "" },
        };
        var kind = kinds.Single(kind => kind.Type == called.Trigger.Type);
        request.InputData.Add(new ParameterBinding { Name = called.Trigger.Name, Data = kind.Value(trigger) });
        foreach (var (name, value) in kind.Metadata(trigger))
            request.TriggerMetadata.Add(name, new TypedData { String = value });
        foreach (var input in called.Inputs)
            request.InputData.Add(new ParameterBinding { Name = input.Name, Data = await DurableClientInput.BindAsync(input, binder) });

        if (trigger is QueueMessage message)
        {
            foreach (var hears in Delegate.EnumerateInvocationList(BeforeMessage))
                await hears(called.Trigger.Text("queueName")!, message.Body.ToString());
        }

        var worker = await seat.TakenAsync();
        // The request goes first: it may be long, and the worker waits only five seconds for the other half.
        var proxied = trigger is HttpContext http ? proxy.ForwardAsync(http, worker.HttpUri, request.InvocationId) : Task.CompletedTask;
        var answering = worker.InvokeAsync(request);
        if (awaited.TryRemove(function, out var waiting))
            waiting.TrySetResult();
        var answer = await answering;
        await proxied;
        return Returned(answer);
    }

    private static JToken? Returned(TypedData? answer) => answer?.DataCase switch
    {
        TypedData.DataOneofCase.String => new JValue(answer.String),
        TypedData.DataOneofCase.Json => Parsed(answer.Json),
        _ => null,
    };

    /// <summary>Times stay the texts that they are.</summary>
    private static JToken Parsed(string json)
    {
        using var reader = new Newtonsoft.Json.JsonTextReader(new StringReader(json)) { DateParseHandling = Newtonsoft.Json.DateParseHandling.None };
        return JToken.ReadFrom(reader);
    }
}
