using System.Reflection.Emit;
using Functions.Host.Worker;
using Functions.Host.Worker.Protocol;
using Microsoft.Azure.WebJobs;

namespace Functions.Host.Triggers;

/// <summary>A type of trigger: how the WebJobs SDK sees it, and in what form the worker gets its value.</summary>
internal interface ITriggerKind
{
    /// <summary>As <c>functions.metadata</c> names it.</summary>
    string Type { get; }

    /// <summary>Type of the parameter to which the extension binds.</summary>
    Type Parameter { get; }

    /// <summary>The method that carries an invocation over, by what the extension takes of its result.</summary>
    string Carrier => nameof(HostedFunctions.RunAsync);

    /// <summary>The attribute of the parameter; null for a function that only the host's own web server calls.</summary>
    CustomAttributeBuilder? Attribute(HostedBinding binding);

    /// <summary>Registers the extension that listens.</summary>
    void AddTo(IWebJobsBuilder jobs);

    TypedData Value(object? bound);

    /// <summary>What the trigger tells beside its value; the worker fills parameters of the same names with it.</summary>
    IEnumerable<KeyValuePair<string, string>> Metadata(object? bound) => [];
}
